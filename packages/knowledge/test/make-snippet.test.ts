import { describe, expect, it } from 'vitest';
import { makeSnippet, parseQuery } from '../src/index.ts';

const marked = (text: string, query: string, length?: number) => {
  const snippet = makeSnippet(text, parseQuery(query), length);
  return snippet.highlights.map(({ start, end }) => snippet.text.slice(start, end));
};

describe('makeSnippet', () => {
  it.each([
    ['Das Café an der Straße', 'cafe strasse', ['Café', 'Straße']],
    ['plain cafe', 'CAFÉ', ['cafe']],
    ['cafe\u0301 x', 'café', ['cafe\u0301']],
    ['知识库搜索引擎', '搜索', ['搜索']],
    ['知识库搜索引擎', '库', ['库']],
    ['東京タワーへ', '東京タワー', ['東京タワー']],
    ['call getUserName()', 'user', ['User']],
    ['call getUserName()', 'getusername', ['getUserName']],
    ['foobar foo', 'foo*', ['foobar', 'foo']],
    ['to be or not to be', '"not to be"', ['not to be']],
    ['go 🚀 now', '🚀', ['🚀']],
    ['nothing here', 'absent', []],
    ['bad good', 'good -bad', ['good']],
    ['', 'x', []],
  ])('%s / %s', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected);
  });

  it('shows the stretch with the most different words', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(30);
    const text = `alpha alpha alpha ${filler} here alpha meets beta. ${filler}`;
    const snippet = makeSnippet(text, parseQuery('alpha beta'), 120);
    expect(snippet.text).toContain('alpha meets beta');
    expect(snippet.text.length).toBeLessThan(180);
    expect(text.slice(snippet.start, snippet.start + snippet.text.length)).toBe(snippet.text);
    expect([snippet.start > 0, snippet.cut]).toEqual([true, true]);
  });

  it('cuts no character in two', () => {
    for (let length = 1; length < 12; length += 1) {
      const { text } = makeSnippet(`${'𠮷'.repeat(40)}x`, parseQuery('x'), length);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('takes a text full of matches', () => {
    const started = performance.now();
    makeSnippet('a '.repeat(100_000), parseQuery('a "a a" a*'));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

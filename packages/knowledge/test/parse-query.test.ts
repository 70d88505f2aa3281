import { describe, expect, it } from 'vitest';
import { parseQuery } from '../src/index.ts';

/** Clauses as text: alternatives with |, prefixes with *. */
const shown = (text: string) => {
  const { wanted, unwanted } = parseQuery(text);
  const show = (clauses: typeof wanted) =>
    clauses.map((clause) => clause.map(({ terms, prefix }) => terms.join(' ') + (prefix ? '*' : '')).join('|'));
  return [...show(wanted), ...show(unwanted).map((clause) => `-${clause}`)];
};

describe('parseQuery', () => {
  it.each([
    ['Hello wörld', ['hello', 'world']],
    ['"to be" or', ['to be', 'or']],
    ['“smart quotes” 「x y」', ['smart quotes', 'x y']],
    ['good -bad -"very bad"', ['good', '-bad', '-very bad']],
    ['foo* "foo ba*" *', ['foo*', 'foo ba*']],
    ['getUserName', ['getusername|get user name']],
    ['snake_case e-mail', ['snake case|snakecase', 'e mail|email']],
    ['1.2.3 v2.0', ['1 2 3|v1 2 3', 'v2 0|2 0']],
    ['same same', ['same']],
    ['"unclosed quote', ['unclosed quote']],
    ['a"b c"d', ['a', 'b c', 'd']],
    ['猫', ['z732b*']],
    ['🚀', ['zd83dde80']],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it('takes compounds apart only for the fallback', () => {
    const { wanted, fallback } = parseQuery('title:zebra "a b" 知识库的');
    expect(wanted[0]?.map(({ terms }) => terms)).toEqual([['title', 'zzebra']]);
    expect(fallback.slice(0, 3).map((clause) => clause[0]?.terms)).toEqual([['title'], ['zzebra'], ['a', 'b']]);
    expect(fallback.slice(3)).toEqual(wanted.slice(2));
  });

  it('bounds what a query may ask', () => {
    expect(parseQuery(Array.from({ length: 5_000 }, (_, at) => `w${at}`).join(' ')).wanted).toHaveLength(32);
    const started = performance.now();
    for (const text of ['"'.repeat(1e6), '-'.repeat(1e6), '知'.repeat(1e6), 'a-'.repeat(1e6), ' '.repeat(1e6)])
      parseQuery(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('never throws, and gives nothing but plain terms', () => {
    for (let code = 0; code < 0x3100; code += 1) {
      const character = String.fromCharCode(code);
      const { wanted, unwanted } = parseQuery(`${character} a${character}b "${character}" -${character} ${character}*`);
      for (const { terms } of [...wanted, ...unwanted].flat())
        for (const term of terms) expect(term).toMatch(/^[a-z0-9]+$/);
    }
  });
});

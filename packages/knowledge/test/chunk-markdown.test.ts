import { describe, expect, it } from 'vitest';
import { chunkMarkdown } from '../src/index.ts';

const paragraph = (at: number, words = 60) => `Paragraph ${at} ${`word${at} `.repeat(words)}ends.`;
const paragraphs = (count: number) => Array.from({ length: count }, (_, at) => paragraph(at)).join('\n\n');

describe('chunkMarkdown', () => {
  it('gives nothing for nothing', () => {
    for (const blank of ['', ' ', '\n\n', '\r\n \t\r\n']) expect(chunkMarkdown(blank)).toEqual([]);
  });

  it('splits at headings and keeps their path', () => {
    const markdown =
      'Intro\n\n# A\n\none\n\n## B\n\ntwo\n\nC\n---\n\nthree\n\n# D #\n\n### E ###\nfour\n\nMain\n====\nfive';
    expect(chunkMarkdown(markdown).map(({ headings, text }) => [headings.join(' > '), text])).toEqual([
      ['', 'Intro'],
      ['A', '# A\n\none'],
      ['A > B', '## B\n\ntwo'],
      ['A > C', 'C\n---\n\nthree'],
      ['D > E', '# D #\n\n### E ###\nfour'],
      ['Main', 'Main\n====\nfive'],
    ]);
  });

  it('reads titles without their marks', () => {
    expect(chunkMarkdown('# **Set** up [the `tool`](https://x.test/a) snake_case\n\nx')[0]?.headings).toEqual([
      'Set up the tool snake_case',
    ]);
  });

  it('sees no headings in code, front matter, tables and lists', () => {
    const inside =
      '---\ntitle: x\n---\n\n```sh\n# comment\n```\n\n~~~\n# more\n```\n~~~\n\n    # indented\n\n| a | b |\n|---|---|\n| # c | d |\n\n- item\n---\n\n#hashtag';
    expect(chunkMarkdown(inside).map(({ headings }) => headings)).toEqual([[]]);
    expect(chunkMarkdown('```\n# never closed').map(({ headings }) => headings)).toEqual([[]]);
  });

  it('treats CRLF like LF', () => {
    const markdown = `# A\n\n${paragraphs(20)}\n\n\`\`\`\n# x\n\`\`\`\n\nB\n===\n\n|a|b|\n|-|-|\n|1|2|`;
    const [unix, dos] = [chunkMarkdown(markdown), chunkMarkdown(markdown.replaceAll('\n', '\r\n'))];
    expect(dos.map(({ headings, text }) => [headings, text.includes('\r')])).toEqual(
      unix.map(({ headings }) => [headings, false]),
    );
    expect(dos.at(-1)?.id).toBe(unix.at(-1)?.id);
  });

  it('keeps to the lengths, and leaves nothing out', () => {
    const markdown = `# Long\n\n${paragraphs(60)}\n\n${'A sentence of some length. '.repeat(400)}\n\n${'x'.repeat(9_000)}`;
    const chunks = chunkMarkdown(markdown);
    let at = 0;
    for (const { start, end, text, ordinal } of chunks) {
      expect(markdown.slice(at, start).trim()).toBe('');
      expect(text).toBe(markdown.slice(start, end));
      expect(text.length).toBeLessThanOrEqual(2_400);
      expect(chunks[ordinal]?.text).toBe(text);
      at = end;
    }
    expect(markdown.slice(at).trim()).toBe('');
    expect(chunks.length).toBeLessThan(markdown.length / 700);
  });

  it('ends parts of a long paragraph at sentences', () => {
    for (const sentence of ['This is a sentence of the text. ', '这是一个关于知识库的句子。']) {
      const chunks = chunkMarkdown(sentence.repeat(400));
      expect(chunks.length).toBeGreaterThan(3);
      for (const { text } of chunks) expect(text.trim()).toMatch(/[.。]$/);
    }
  });

  it('counts characters of dense scripts twice, and never cuts one in two', () => {
    const chunks = chunkMarkdown('知'.repeat(5_000));
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThanOrEqual(1_200);
    for (const { text } of chunkMarkdown(`a${'𠮷'.repeat(5_000)}`)) expect(text.isWellFormed()).toBe(true);
  });

  it('keeps code whole unless it alone is too long, then fences each part', () => {
    const code = (lines: number) => `\`\`\`ts\n${'const value = 1;\n'.repeat(lines)}\`\`\``;
    const short = code(60);
    const chunks = chunkMarkdown(`${paragraphs(8)}\n\n${short}\n\n${paragraphs(8)}`);
    expect(chunks.filter(({ text }) => text.includes(short))).toHaveLength(1);
    const parts = chunkMarkdown(code(600));
    expect(parts.length).toBeGreaterThan(3);
    for (const { text } of parts) {
      expect(text).toMatch(/^```ts\nconst value = 1;\n[^`]*\n```$/);
      expect(text.length).toBeLessThanOrEqual(2_400);
    }
  });

  it('repeats the header of a long table and cuts between rows', () => {
    const header = '| name | value |\n|------|:-----:|';
    const parts = chunkMarkdown(`Before:\n${header}\n${'| some name | some value |\n'.repeat(500)}`);
    expect(parts[0]?.text).toBe('Before:');
    for (const { text } of parts.slice(1)) {
      expect(text.startsWith(`${header}\n| some name`)).toBe(true);
      for (const row of text.split('\n').slice(2)) expect(row).toBe('| some name | some value |');
    }
  });

  it('keeps every other id when one paragraph is edited', () => {
    const markdown = `# One\n\n${paragraphs(40)}\n\n# Two\n\n${paragraphs(40)}`;
    const before = chunkMarkdown(markdown);
    const after = chunkMarkdown(markdown.replace(paragraph(20), `${paragraph(20)} Edited.`));
    const kept = new Set(before.map(({ id }) => id));
    expect(after.filter(({ id }) => !kept.has(id))).toHaveLength(1);
    expect(after).toHaveLength(before.length);
  });

  it('finds the old borders again soon after a paragraph is put in', () => {
    const markdown = paragraphs(200);
    const kept = new Set(chunkMarkdown(markdown).map(({ id }) => id));
    const after = chunkMarkdown(markdown.replace(paragraph(20), `${paragraph(500, 200)}\n\n${paragraph(20)}`));
    expect(after.filter(({ id }) => !kept.has(id)).length).toBeLessThan(6);
  });

  it('gives equal chunks different ids', () => {
    const chunks = chunkMarkdown('# A\n\nsame\n\n# A\n\nsame\n\n# B\n\nsame');
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(3);
    expect(chunks[1]?.id).toBe(`${chunks[0]?.id}-2`);
  });

  it.each([
    ['one line', 'a'.repeat(2_000_000)],
    ['words', 'abc def. '.repeat(200_000)],
    ['dots', '.'.repeat(1_000_000)],
    ['headings', '# a\n'.repeat(50_000)],
    ['fences', '```\n'.repeat(100_000)],
    ['ticks', '`'.repeat(1_000_000)],
    ['brackets', `# ${'[a]('.repeat(200_000)}`],
    ['hashes', `# x ${'#'.repeat(1_000_000)}x`],
    ['dashes', '-'.repeat(1_000_000)],
    ['blanks', `${' '.repeat(1_000_000)}x`],
    ['pipes', '|'.repeat(1_000_000)],
    ['short lines', 'a\n'.repeat(500_000)],
  ])('is linear: %s', (_, markdown) => {
    const started = performance.now();
    for (const { text } of chunkMarkdown(markdown)) if (text.length > 2_400) expect.fail('too long');
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

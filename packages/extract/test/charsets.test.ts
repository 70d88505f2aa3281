import { expect, it } from 'vitest';
import { extract, markdownOf } from './extracting.ts';

/** Encodes with the decoder that Node has: the table of a charset, turned around. */
function encode(text: string, charset: string): Uint8Array {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte++) {
    table.set(decoder.decode(new Uint8Array([byte])), [byte]);
  }
  for (let lead = 0x81; lead < 0xff; lead++) {
    for (let trail = 0x40; trail < 0xff; trail++) {
      const character = decoder.decode(new Uint8Array([lead, trail]));
      if ([...character].length === 1 && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  return new Uint8Array(
    [...text].flatMap((character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${character} is not in ${charset}`);
      return bytes;
    }),
  );
}

const chinese = '这是一个关于知识库同步的说明文件。我们的目标是让文档始终保持最新，并且不会丢失任何内容。请仔细阅读。';
const taiwanese = '這是一份關於知識庫同步的說明文件。我們的目標是讓文件保持最新，並且不會遺失任何內容。請仔細閱讀。';
const japanese = 'これは知識ベースの同期に関する説明書です。私たちの目標は、文書を常に最新の状態に保つことです。';
const korean =
  '이것은 지식 베이스 동기화에 관한 설명서입니다. 우리의 목표는 문서를 항상 최신 상태로 유지하는 것입니다.';
const russian = 'Это описание синхронизации базы знаний. Наша цель состоит в том, чтобы документы всегда были свежими.';
const french =
  'Voici la description de la synchronisation. Notre but : garder à jour les documents déjà indexés, où qu’ils soient créés.';

it.each([
  ['gb18030', chinese],
  ['big5', taiwanese],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['euc-kr', korean],
  ['windows-1251', russian],
  ['koi8-r', russian],
  ['windows-1252', french],
])('recognises text in %s', async (charset, text) => {
  expect(await extract(encode(text, charset), 'a.txt')).toEqual({ markdown: text, mime: 'text/plain', warnings: [] });
});

it.each([
  ['utf-16le', true],
  ['utf-16be', true],
  ['utf-16le', false],
  ['utf-16be', false],
] as const)('reads %s, with a byte order mark: %s', async (charset, mark) => {
  const text = `Hello, world.\nSecond line: ${chinese}\n`;
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  if (charset === 'utf-16be') bytes.swap16();
  expect(await extract(new Uint8Array(bytes), 'a.txt')).toEqual({ markdown: text, mime: 'text/plain', warnings: [] });
});

it('reads ISO-2022-JP, which hides in ASCII', async () => {
  const bytes = new Uint8Array(Buffer.from('\x1b$B$3$l$OF|K\\8l$N%F%9%H$G$9!#\x1b(B', 'latin1'));
  expect(await markdownOf(bytes, 'mail.txt', 'text/plain; charset=ISO-2022-JP')).toBe('これは日本語のテストです。');
});

it('believes the charset of the media type where the bytes allow it', async () => {
  const bytes = new Uint8Array([0x70, 0xb9, 0xb1, 0xb3]);
  expect(await markdownOf(bytes, 'a.txt', 'text/plain; charset="ISO-8859-2"')).toBe('pšął');
});

it('believes the bytes before the media type', async () => {
  expect(await markdownOf('für', 'a.txt', 'text/plain; charset=iso-8859-1')).toBe('für');
});

it('survives a charset that does not exist', async () => {
  expect(await markdownOf(encode(french, 'windows-1252'), 'a.txt', 'text/plain; charset=klingon')).toBe(french);
});

it('reads the charset that a page names', async () => {
  const page = encode('<html><head><meta charset="gb2312"></head><body><p>你好</p></body></html>', 'gb18030');
  expect(await markdownOf(page, 'page.html')).toBe('你好');
});

it('keeps UTF-8 with a broken byte as UTF-8 and says what was lost', async () => {
  const bytes = Buffer.concat([Buffer.from(`${chinese}\n`), Buffer.from([0xe4, 0xbd]), Buffer.from(`\n${chinese}`)]);
  const { markdown, warnings } = await extract(new Uint8Array(bytes), 'a.txt');
  expect(markdown).toBe(`${chinese}\n\ufffd\n${chinese}`);
  expect(warnings).toEqual(['1 character(s) are not valid in utf-8 and were replaced by "\ufffd".']);
});

it('does not take a replacement character that was written for one that was lost', async () => {
  expect((await extract(`${'x'.repeat(100_000)}\ufffd`, 'a.txt')).warnings).toEqual([]);
});

it('does not take a text for a picture because of its first two letters', async () => {
  const text = 'BMW fährt schön über die Straße';
  expect(await markdownOf(encode(text, 'windows-1252'), 'a.txt')).toBe(text);
});

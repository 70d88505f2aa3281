import { describe, expect, it } from 'vitest';
import { comparePaths } from '../src/byte-path.ts';
import { decodePath, encodePath, encodeUrlPath, isPathTooLong, shortId } from '../src/path-id.ts';

/** Bytes written as latin1: `\xe9` is the byte e9. */
const utf8 = (text: string) => Buffer.from(text).toString('latin1');

describe('ids of paths', () => {
  it.each([
    ['plain/name.md', 'plain/name.md'],
    [utf8('Bücher/世界/🎉.md'), 'Bücher/世界/🎉.md'],
    [utf8('e\u0301'), 'e\u0301'],
    [utf8('\ufeffbom'), '\ufeffbom'],
    ['caf\xe9', '/caf%E9'],
    ['a/caf\xe9/b', 'a//caf%E9/b'],
    ['\xff/\xfe', '/%FF//%FE'],
    ['100%\xff', '/100%25%FF'],
    ['100%FF', '100%FF'],
    // A surrogate in UTF-8 and a sequence cut off by the slash are not valid either.
    ['\xed\xa0\x80', '/%ED%A0%80'],
    ['a\xc3/\xa9', '/a%C3//%A9'],
    ['\n\xff', '/%0A%FF'],
  ])('%j is %j and back', (path, id) => {
    expect(encodePath(path)).toBe(id);
    expect(decodePath(id)).toBe(path);
  });

  it('gives every single byte a way there and back, and no two names one id', () => {
    const names = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).filter(
      (name) => !['\0', '/', '.'].includes(name),
    );
    const ids = names.map(encodePath);
    expect(ids.map(decodePath)).toEqual(names);
    expect(new Set(ids).size).toBe(names.length);
  });

  it.each([
    '..',
    '.',
    '../x',
    'a/../../etc/passwd',
    '/etc/passwd',
    'a//b',
    'a/',
    '/',
    '//',
    '///',
    'a\0b',
    '/%2E%2E/x',
    '/a%2Fb%FF',
    '/%00%FF',
    '/%ff',
    '/caf\u00e9%FF',
    '\ud800',
    shortId('x'),
  ])('%j is no id', (id) => {
    expect(decodePath(id)).toBeUndefined();
  });

  it('counts the bytes of the id, not characters or bytes of the path', () => {
    expect(isPathTooLong('a'.repeat(2048))).toBe(false);
    expect(isPathTooLong('a'.repeat(2049))).toBe(true);
    expect(isPathTooLong(utf8('世'.repeat(682)))).toBe(false);
    expect(isPathTooLong(utf8('世'.repeat(683)))).toBe(true);
    expect(isPathTooLong('\xff'.repeat(682))).toBe(false);
    expect(isPathTooLong('\xff'.repeat(683))).toBe(true);
  });

  it('makes addresses exact for any byte', () => {
    expect(encodeUrlPath('a b/100%#?.md')).toBe('a%20b/100%25%23%3F.md');
    expect(encodeUrlPath('caf\xe9\n')).toBe('caf%E9%0A');
  });

  it('orders a folder before what is in it, and that before its longer neighbours', () => {
    const walked = ['a', 'a/b', 'a/b/c', 'a/c', 'a b', 'a-b', 'b', '\xff'];
    expect(walked.toReversed().sort(comparePaths)).toEqual(walked);
  });
});

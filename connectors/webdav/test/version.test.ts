import { describe, expect, it } from 'vitest';
import { parseHttpDate } from '../src/parse-http-date.ts';
import { versionOf } from '../src/version.ts';

const modifiedAt = Date.UTC(2026, 0, 1, 12);
const seconds = BigInt(modifiedAt / 1000);
const file = { collection: false, weak: false, size: 5, modifiedAt };
const longAgo = modifiedAt + 60_000;

describe('The version of a file', () => {
  it('is a strong etag with the size, whenever it changed', () => {
    expect(versionOf({ ...file, etag: '"a"' }, modifiedAt)).toBe('"a" 5');
    expect(versionOf({ ...file, etag: '"a"', modifiedAt: longAgo }, longAgo)).toBe('"a" 5');
  });

  it.each([
    ['weak', { weak: true, etag: '"a"' }],
    ['of seconds, as nginx writes it', { etag: `"${seconds.toString(16)}-5"` }],
    ['of seconds, in decimal', { etag: `"${seconds}"` }],
    ['of nanoseconds on a coarse disk, as Go writes it', { etag: `"${(seconds * 1_000_000_000n).toString(16)}5"` }],
    ['absent', {}],
  ])('is none while the etag is %s and the file has just changed', (_what, etag) => {
    expect(versionOf({ ...file, ...etag }, modifiedAt + 1000)).toBeUndefined();
    expect(versionOf({ ...file, ...etag }, longAgo)).toEqual(expect.stringMatching(/ 5$/));
    expect(versionOf({ ...file, ...etag, checksum: 'SHA1:1' }, modifiedAt)).toBe('SHA1:1 5');
  });

  it('is a fine etag even of a file that has just changed', () => {
    const etag = `"${(seconds * 1_000_000_000n + 123_456_789n).toString(16)}5"`;
    expect(versionOf({ ...file, etag }, modifiedAt)).toBe(`${etag} 5`);
  });

  it('is none where nothing tells contents apart', () => {
    expect(versionOf({ collection: false, weak: false, size: 5 }, longAgo)).toBeUndefined();
  });
});

describe('A date', () => {
  it.each([
    ['Thu, 01 Jan 2026 12:00:00 GMT', modifiedAt],
    ['Thursday, 01-Jan-26 12:00:00 GMT', modifiedAt],
    ['2026-01-01T12:00:00Z', modifiedAt],
    ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['last Tuesday', undefined],
    ['0', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (text, time) => {
    expect(parseHttpDate(text)).toBe(time);
  });
});

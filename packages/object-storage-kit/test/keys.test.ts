import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseRoots } from '../src/choose-roots.ts';
import { compareKeys } from '../src/compare-keys.ts';
import { decodeKey, encodeKey, encodeParameters } from '../src/encode-address.ts';
import { FolderTrail } from '../src/folder-trail.ts';
import { foldersOf, hasDotSegment, nameOf, parentOf } from '../src/key-path.ts';

const key = fc.string({ unit: 'binary', maxLength: 12 });

test('keys are compared as their bytes are', () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  expect(compareKeys('\uff5e', '😀')).toBeLessThan(0);
});

test('whatever the key, its address leads back to it and holds nothing that a client would change', () => {
  fc.assert(
    fc.property(key, (one) => {
      const encoded = encodeKey(one);
      expect(decodeURIComponent(encoded)).toBe(one);
      expect(encoded).toMatch(/^[\w.~/%-]*$/);
    }),
  );
  expect(encodeKey("a b/ü+(1)'*!.txt")).toBe('a%20b/%C3%BC%2B%281%29%27%2A%21.txt');
  expect(encodeParameters({ prefix: 'a/b c', limit: 3, none: undefined })).toBe('prefix=a%2Fb%20c&limit=3');
});

test.each([
  ['a+b%2Bc', 'a b+c'],
  ['%E6%BC%A2/%F0%9F%98%80', '漢/😀'],
  ['100%', '100%'],
  ['%FF', '%FF'],
])('the listed key %s is %s', (encoded, decoded) => {
  expect(decodeKey(encoded)).toBe(decoded);
});

test.each<[string, string[], string | undefined, string]>([
  ['a/b/c.txt', ['a/', 'a/b/'], 'a/b/', 'c.txt'],
  ['a/b/', ['a/', 'a/b/'], 'a/', 'b'],
  ['c.txt', [], undefined, 'c.txt'],
  ['/x', ['/'], '/', 'x'],
  ['a//x', ['a/', 'a//'], 'a//', 'x'],
  ['/', ['/'], undefined, '/'],
  ['a//', ['a/', 'a//'], 'a/', '/'],
])('"%s" lies in %j', (path, folders, parent, name) => {
  expect([foldersOf(path), parentOf(path), nameOf(path)]).toEqual([folders, parent, name]);
});

test('dots between slashes are seen, others are names', () => {
  expect(['a/../b', './a', 'a/.', '..'].every(hasDotSegment)).toBe(true);
  expect(['a/.../b', '.hidden', 'a..b', ''].some(hasDotSegment)).toBe(false);
});

test('each folder of a sorted listing is entered once, also when it goes on in the middle', () => {
  const keys = ['a/1', 'a/b/1', 'a/b/2', 'a/c', 'b', 'c/d/e/1', 'c/d/e/2'];
  const trail = new FolderTrail(undefined);
  expect(keys.flatMap((one) => trail.enter(one))).toEqual(['a/', 'a/b/', 'c/', 'c/d/', 'c/d/e/']);
  const resumed = new FolderTrail('a/b/1');
  expect(keys.slice(2).flatMap((one) => resumed.enter(one))).toEqual(['c/', 'c/d/', 'c/d/e/']);
});

test.each<[string[], string, string[]]>([
  [[], '', ['']],
  [[], 'docs/', ['docs/']],
  [['b/', 'a/', 'a/x/', 'b/'], '', ['a/', 'b/']],
  [['docs/x/', 'other/'], 'docs/', ['docs/x/']],
  [['docs/'], 'docs/team', ['docs/team']],
  [['other/'], 'docs/', []],
])('picks %j below "%s" are read as %j', (picks, prefix, roots) => {
  expect(
    chooseRoots(
      picks.map((id) => ({ id })),
      prefix,
    ),
  ).toEqual(roots);
});

import { describe, expect, it } from 'vitest';
import { parseAddress } from '../src/address.ts';
import { openHrefs } from '../src/href.ts';
import { canonicalName, comparePaths, encodeText, isPath, toText } from '../src/path.ts';
import { fileId, pathId, refOf, wantedPath } from '../src/path-id.ts';
import { rootPaths } from '../src/roots.ts';
import { settings } from '../src/settings.ts';

const names = ['a b', '100%', '%41', 'ü', 'u\u0308', '😀', '\u0000\n', `"'<>&`, '..a', 'a\\b', '~', '?#;+', ' '];

describe('A name', () => {
  it.each(names)('%j has one form and finds back to its id', (name) => {
    const path = encodeText(name);
    expect(path).toMatch(/^[\w.~%-]+$/);
    expect(canonicalName(path)).toBe(path);
    expect(canonicalName(path.toLowerCase())).toBeDefined();
    expect(toText(path)).toBe(name);
    expect(pathId(path)).toBe(name);
    expect(wantedPath({ id: name })).toBe(path);
    expect(refOf(name, path)).toBeUndefined();
  });

  it('that is no UTF-8, holds a slash or is too long has an id of its own', () => {
    for (const path of ['%FF%FE', 'a%2Fb', `${'x'.repeat(2000)}/${'y'.repeat(2000)}`]) {
      const id = pathId(path);
      expect(id).toMatch(/^\/(path|sha256)\//);
      expect(Buffer.byteLength(id)).toBeLessThanOrEqual(2048);
      const ref = refOf(id, path);
      expect(wantedPath({ id, ...(ref !== undefined && { ref }) })).toBe(path);
    }
  });

  it('never leads out of the address', () => {
    for (const bad of ['..', '.', '', 'a/../b', '../x', 'a//b']) expect(wantedPath({ id: bad })).toBeUndefined();
    expect(isPath('a/%2E%2E')).toBe(false);
    expect(wantedPath({ id: fileId('7'), ref: '../x' })).toBeUndefined();
    expect(wantedPath({ id: 'a', ref: 'b' })).toBeUndefined();
  });
});

describe('An href', () => {
  it.each([
    ['/dav/a%20b/c', ['dav', 'a%20b', 'c']],
    ['http://elsewhere:8080/dav/x/', ['dav', 'x']],
    ['//dav///x', ['dav', 'x']],
    ['/dav/a b?c#d', ['dav', 'a%20b%3Fc%23d']],
    ['/dav/100%', ['dav', '100%25']],
    ['/dav/%c3%a9%7E', ['dav', '%C3%A9~']],
    ['sub/x', ['own', 'sub', 'x']],
    ['./x', ['own', 'x']],
    ['./', ['own']],
    ['x/./', ['own', 'x']],
    ['http://elsewhere:8080/x', ['x']],
    ['http://elsewhere:8080/', []],
    ['http://elsewhere:8080', []],
    ['/', []],
  ])('%s names %j', (href, expected) => {
    expect(openHrefs(['own'])(href)).toEqual(expected);
  });

  it('that climbs is `bad-response`', () => {
    for (const href of ['/dav/../etc', '/dav/..', '/dav/x/../']) {
      expect(() => openHrefs([])(href)).toThrow(expect.objectContaining({ kind: 'bad-response' }));
    }
  });

  it('names the same behind one of the same folder as alone', () => {
    const hrefs = [
      '/dav/a/',
      '/dav/a/x',
      '/dav/a/x/',
      '/dav/b/x',
      'a',
      'a/x',
      '//dav/a/y',
      '/dav/a//z',
      './a/z',
      '/dav/a/q',
    ];
    const read = openHrefs(['own']);
    for (const href of hrefs) expect(read(href)).toEqual(openHrefs(['own'])(href));
  });
});

describe('An address', () => {
  it('keeps its own prefix, and leads people to the pages of a cloud', () => {
    const plain = parseAddress('https://host/a/b%20c');
    expect(plain.of('x%20y', true)).toBe('https://host/a/b%20c/x%20y/');
    expect(plain.page('x', '7')).toBe('https://host/a/b%20c/x');
    expect(parseAddress('https://host/sub/remote.php/dav/files/ana/').page('x', '7')).toBe(
      'https://host/sub/index.php/f/7',
    );
  });

  it.each(['ftp://host/', 'host/dav', 'https://', 'https://ana:secret@host/', 'https://host/?a=1', 'https://host/#1'])(
    '%s is refused',
    (url) => {
      expect(settings.safeParse({ url }).success).toBe(false);
    },
  );
});

describe('Picks', () => {
  it('are read once each, in the order of a walk', () => {
    const picks = ['b', 'a/x', 'a', 'a b'].map((id) => ({ id }));
    expect(rootPaths(picks)).toEqual(['a', 'a%20b', 'b']);
    expect(rootPaths([])).toEqual(['']);
    // A name that goes on comes behind all that is in the shorter one, whatever it goes on with.
    const walked = ['', 'a', 'a/x', 'a/x/y', 'a/x-', 'a%20b', 'a-', 'a.b', 'a~', 'b'];
    expect(walked.toReversed().sort(comparePaths)).toEqual(walked);
    expect(comparePaths('a/x', 'a/x')).toBe(0);
    expect(() => rootPaths([{ id: '../up' }])).toThrow(expect.objectContaining({ kind: 'bad-settings' }));
  });
});

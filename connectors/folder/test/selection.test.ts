import { describe, expect, it } from 'vitest';
import { createExclusion } from '../src/selection.ts';
import { settings } from '../src/settings.ts';

function isExcluded(ignore: string[], path: string, hidden = true): boolean {
  const bytes = Buffer.from(path).toString('latin1');
  const cut = bytes.lastIndexOf('/');
  return createExclusion({ hidden, ignore })(bytes.slice(0, Math.max(0, cut)), bytes.slice(cut + 1));
}

describe('what the settings leave out', () => {
  it.each([
    ['node_modules', 'a/node_modules', true],
    ['node_modules/', 'a/node_modules', true],
    ['node_modules', 'my_node_modules', false],
    ['*.tmp', 'a/b.tmp', true],
    ['*.tmp', 'b.tmp.md', false],
    ['?.md', 'a.md', true],
    ['?.md', '🎉.md', true],
    ['?.md', 'ab.md', false],
    ['*a*b*c*', 'xxaxxbxxcxx', true],
    ['*a*b*c*', 'xxcxxbxxaxx', false],
    ['*', 'anything', true],
    ['/drafts', 'drafts', true],
    ['/drafts', 'a/drafts', false],
    ['drafts/**', 'drafts/a', true],
    ['drafts/*', 'drafts/a', true],
    ['drafts/*', 'drafts/a/b', false],
    ['**/old/*.md', 'a/b/old/c.md', true],
    ['**/old/*.md', 'old/c.md', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'a/b/c', false],
    ['.*[(+', '.*[(+', true],
    ['ü*', 'übung', true],
  ])('%j and %j: %s', (pattern, path, expected) => {
    expect(isExcluded([pattern], path)).toBe(expected);
  });

  it('answers at once whatever the pattern', () => {
    expect(isExcluded([`${'*a'.repeat(200)}b`], 'a'.repeat(255))).toBe(false);
  });

  it('leaves out hidden names unless they are wanted', () => {
    expect(isExcluded([], '.env', false)).toBe(true);
    expect(isExcluded([], '.env', true)).toBe(false);
  });
});

describe('settings', () => {
  it('accepts whole paths and ~', () => {
    for (const path of ['/', '/srv/documents', '~', '~/documents']) {
      expect(settings.safeParse({ path }).success, path).toBe(true);
    }
  });

  it('refuses relative, empty and impossible paths, and unknown settings', () => {
    for (const path of ['', 'documents', './documents', '~other/documents', '/a\0b']) {
      expect(settings.safeParse({ path }).success, path).toBe(false);
    }
    expect(settings.safeParse({ path: '/srv', recursive: true }).success).toBe(false);
  });

  it('ignores nothing when the list is emptied', () => {
    expect(settings.parse({ path: '/srv', ignore: [] }).ignore).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { type Access, mayRead, type Principal } from '../../src/index.ts';

const ann: Principal = { type: 'user', id: 'ann' };
const bob: Principal = { type: 'user', id: 'bob' };
const team: Principal = { type: 'group', id: 'team' };
const annReads = { user: 'ann', groups: new Set(['team']) };
const access = (mode: Access['mode'], ...allow: Principal[]): Access => ({ mode, allow });

describe('mayRead', () => {
  test.each<[string, (Access | undefined)[], boolean, boolean]>([
    ['nothing is said, where the source has no rights', [undefined, undefined], true, true],
    ['nothing is said, where the source has rights', [undefined, undefined], false, false],
    ['the container names her', [access('replace', ann), undefined], false, true],
    ['the container names her group', [access('replace', team), undefined], false, true],
    ['the container names somebody else', [access('replace', bob), undefined], true, false],
    ['the document is restricted to others', [access('replace', ann), access('restrict', bob)], false, false],
    [
      'a restriction cannot give what the container did not',
      [access('replace', bob), access('restrict', ann)],
      false,
      false,
    ],
    ['the document is shared with her beside', [access('replace', bob), access('extend', ann)], false, true],
    ['nobody is said to read it', [access('replace', ann), access('replace')], false, false],
    ['everybody of the organization may', [access('replace', { type: 'organization' })], false, true],
    ['anyone may', [access('replace', { type: 'anyone' })], false, true],
    ['a later replace opens what a restriction closed', [access('restrict', bob), access('replace', ann)], true, true],
    [
      'a principal of a kind that is not known',
      [access('replace', { type: 'robot', id: 'ann' } as never)],
      true,
      false,
    ],
    ['a mode that is not known', [access('sometimes' as never, ann)], true, false],
  ])('%s', (_what, chain, open, expected) => {
    expect(mayRead(chain, annReads, open)).toBe(expected);
  });
});

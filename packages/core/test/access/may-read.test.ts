import { describe, expect, test } from 'vitest';
import { type Access, mayRead, type Principal } from '../../src/index.ts';

const ann: Principal = { type: 'user', id: 'ann' };
const bob: Principal = { type: 'user', id: 'bob' };
const team: Principal = { type: 'group', id: 'team' };
const annReads = { user: 'ann', groups: new Set(['team']) };
const access = (mode: Access['mode'], ...allow: Principal[]): Access => ({ mode, allow });

describe('mayRead', () => {
  test.each<[string, (Access | undefined)[], boolean]>([
    ['nothing is said', [undefined, undefined], true],
    ['the container names her', [access('replace', ann), undefined], true],
    ['the container names her group', [access('replace', team), undefined], true],
    ['the container names somebody else', [access('replace', bob), undefined], false],
    ['the document is restricted to others', [access('replace', ann), access('restrict', bob)], false],
    ['a restriction cannot give what the container did not', [access('replace', bob), access('restrict', ann)], false],
    ['the document is shared with her beside', [access('replace', bob), access('extend', ann)], true],
    ['nobody is said to read it', [access('replace', ann), access('replace')], false],
    ['everybody of the organization may', [access('replace', { type: 'organization' })], true],
    ['anyone may', [access('replace', { type: 'anyone' })], true],
    ['a later replace opens what a restriction closed', [access('restrict', bob), access('replace', ann)], true],
    ['a principal of a kind that is not known', [access('replace', { type: 'robot', id: 'ann' } as never)], false],
    ['a mode that is not known', [access('sometimes' as never, ann)], false],
  ])('%s', (_what, chain, expected) => {
    expect(mayRead(chain, annReads)).toBe(expected);
  });
});

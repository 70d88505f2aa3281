import { type Access, type AccessChange, type Change, type Group, type Json, SourceError } from '@acequia/core';
import { visibleTo } from '@acequia/store';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript, type ScriptedFixture } from './open-script.ts';
import { checkpoint, complete, folder, text } from './scripted-connector.ts';

const users = (...ids: string[]): Access => ({ mode: 'replace', allow: ids.map((id) => ({ type: 'user', id })) });
const team = (id: string): Access => ({ mode: 'replace', allow: [{ type: 'group', id }] });
const group = (id: string, ...members: string[]): Group => ({
  id,
  members: members.map((member) =>
    member.startsWith('@') ? { type: 'group', id: member.slice(1) } : { type: 'user', id: member },
  ),
});

/** A folder with its readers. */
function shared(id: string, access: Access, parent?: string): Change<never> {
  return { type: 'upsert', document: { id, title: id, container: true, access, ...(parent && { parent }) } };
}

/** Ids of the documents with content that a user may read. */
async function readBy({ database }: ScriptedFixture, user: string | undefined): Promise<string[]> {
  const rows = await database.reader.arrays<[number, Uint8Array]>(
    'SELECT id, native_id FROM documents WHERE container = 0 AND deleted_at IS NULL ORDER BY native_id',
  );
  const visible = await visibleTo(
    database,
    rows.map(([id]) => id),
    () => user,
  );
  return rows.filter(([id]) => visible.has(id)).map(([, native]) => Buffer.from(native).toString());
}

describe.each(engines)('Access on %s', (_name, makePlace) => {
  it('comes with the documents, is inherited, and a container’s is one row', async () => {
    const store = await openScript(await makePlace());
    const files = [text('plan', { parent: 'inner' }), text('note', { parent: 'inner', access: users('bob') })];
    store.script.read = () => [shared('space', users('ann', 'bob')), folder('inner', 'space'), ...files, checkpoint(1)];
    await store.sync();
    expect(await readBy(store, 'ann')).toEqual(['plan']);
    expect(await readBy(store, 'bob')).toEqual(['note', 'plan']);
    expect(await readBy(store, 'eve')).toEqual([]);
    expect(await readBy(store, undefined)).toEqual([]);
    store.script.read = () => [shared('space', users('eve')), checkpoint(2)];
    expect(await store.sync()).toMatchObject({ counts: { updated: 1, bytes: 0 } });
    expect(await readBy(store, 'ann')).toEqual([]);
    expect(await readBy(store, 'eve')).toEqual(['plan']);
  });

  it('is everybody’s where a source has no rights, and nobody’s where a parent is not known', async () => {
    const open = await openScript(await makePlace());
    open.script.read = () => [text('a', { parent: 'unknown' }), text('b'), checkpoint(1)];
    await open.sync();
    expect(await readBy(open, undefined)).toEqual(['a', 'b']);
    open.script.read = () => [text('c', { access: users('ann') }), checkpoint(2)];
    await open.sync();
    expect(await readBy(open, 'ann')).toEqual(['b', 'c']);
    expect(await readBy(open, 'eve')).toEqual(['b']);
  });

  it('is nobody’s when its kind is not known', async () => {
    const store = await openScript(await makePlace());
    const strange = { mode: 'replace', allow: [{ type: 'robot', id: 'ann' }] } as never;
    store.script.read = () => [text('a', { access: strange }), text('b', { access: {} as never }), checkpoint(1)];
    await store.sync();
    expect(await readBy(store, 'ann')).toEqual([]);
  });

  it('is read alone, without documents, and stays until the listing says something new', async () => {
    let said: readonly AccessChange[] = [];
    const reads: [string, Json | null][] = [];
    const store = await openScript(await makePlace(), {
      async *readAccess(_context, slice, cursor) {
        reads.push([slice.id, cursor]);
        yield* said;
        yield checkpoint(1);
      },
    });
    const list = (title: string, access?: Access) => () => [
      shared('space', users('ann')),
      text('a', { title, parent: 'space', access }),
      complete,
      checkpoint(1),
    ];
    store.script.read = list('a');
    await store.sync();
    const before = store.script.reads.length;
    said = [
      { type: 'access', id: 'space', access: users('bob') },
      { type: 'access', id: 'a' },
      { type: 'access', id: 'nobody has this', access: users('ann') },
    ];
    expect(await store.sync('access')).toMatchObject({
      status: 'success',
      counts: { total: 2, updated: 1, unchanged: 1, deleted: 0, bytes: 0 },
    });
    expect(store.script.reads).toHaveLength(before);
    expect(await readBy(store, 'ann')).toEqual([]);
    expect(await readBy(store, 'bob')).toEqual(['a']);
    // The same again writes nothing; a full listing that says what it said before takes nothing back.
    expect(await store.sync('access')).toMatchObject({ counts: { updated: 0, unchanged: 2 } });
    store.script.read = list('renamed');
    expect(await store.sync('full')).toMatchObject({ counts: { updated: 1, unchanged: 1 } });
    expect(await readBy(store, 'bob')).toEqual(['a']);
    store.script.read = list('renamed', users('eve'));
    await store.sync('full');
    expect(await readBy(store, 'eve')).toEqual(['a']);
    expect(await readBy(store, 'bob')).toEqual([]);
    said = [{ type: 'access', id: 'a' }];
    await store.sync('access');
    expect(await readBy(store, 'bob')).toEqual(['a']);
    expect(reads.every(([, cursor]) => cursor === null)).toBe(true);
  });

  it('narrows at once when the sync fails behind it, and when deletions are withheld', async () => {
    const store = await openScript(await makePlace());
    const many = Array.from({ length: 60 }, (_, i) => text(`d${i}`, { parent: 'space' }));
    store.script.read = () => [shared('space', users('ann')), ...many, complete, checkpoint(1)];
    await store.sync();
    expect(await readBy(store, 'ann')).toHaveLength(60);
    store.script.read = function* () {
      yield shared('space', users('bob'));
      yield checkpoint(2);
      throw new SourceError('transient', 'gone in the middle');
    };
    expect(await store.sync()).toMatchObject({ status: 'failed' });
    expect(await readBy(store, 'ann')).toEqual([]);
    store.script.read = () => [shared('space', users('eve')), complete, checkpoint(3)];
    expect(await store.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 60 } });
    expect(await readBy(store, 'bob')).toEqual([]);
  });

  it('by groups follows their members, through groups, cycles and failures', async () => {
    let groups: () => Iterable<Group> = () => [];
    let reads = 0;
    const store = await openScript(await makePlace(), {
      async *groups() {
        reads += 1;
        yield* groups();
      },
    });
    store.script.read = () => [text('a', { access: team('all') }), text('b', { access: team('inner') }), checkpoint(1)];
    groups = () => [group('all', '@inner', 'bob'), group('inner', 'ann', '@all')];
    await store.sync();
    expect(await readBy(store, 'ann')).toEqual(['a', 'b']);
    expect(await readBy(store, 'bob')).toEqual(['a', 'b']);
    expect(await readBy(store, 'eve')).toEqual([]);
    await store.sync();
    expect(reads).toBe(1);
    groups = function* () {
      yield group('all', 'eve');
      throw new SourceError('transient', 'cut off');
    };
    expect(await store.sync('access')).toMatchObject({ status: 'partial', slices: [{ title: 'groups' }] });
    expect(await readBy(store, 'eve')).toEqual([]);
    expect(await readBy(store, 'ann')).toEqual(['a', 'b']);
    groups = () => [group('all', 'eve'), ...Array.from({ length: 1200 }, (_, i) => group(`g${i}`, `u${i}`, 'eve'))];
    expect(await store.sync('access')).toMatchObject({ status: 'success' });
    expect(await readBy(store, 'eve')).toEqual(['a']);
    expect(await readBy(store, 'ann')).toEqual([]);
    const rows = await store.database.reader.all('SELECT DISTINCT generation FROM group_members');
    expect(rows).toHaveLength(1);
  });
});

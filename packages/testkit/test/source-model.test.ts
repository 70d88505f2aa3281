import { describe, expect, it } from 'vitest';
import { compareIds, createManualClock, createRandom, hashBody, mutateRandomly, SourceModel } from '../src/index.ts';

const idsOf = (model: SourceModel, feed: string, after?: string) =>
  [...model.store.byId(feed, after)].map((item) => item.id);

describe('a source model', () => {
  it('gives the same documents for the same seed, of the size that was asked for', () => {
    const options = { seed: 3, documents: 50, bytes: 333, feeds: 3 };
    const [one, two] = [new SourceModel(options), new SourceModel(options)];
    expect(one.snapshot()).toEqual(two.snapshot());
    expect(one.snapshot()).not.toEqual(new SourceModel({ ...options, seed: 4 }).snapshot());
    const documents = [...one.store.byId('feed-1')].filter((item) => !item.container);
    expect(documents.length).toBe(17);
    expect(new Set(documents.map((item) => one.bodyOf(item))).size).toBe(17);
    for (const item of documents) expect(Buffer.byteLength(one.bodyOf(item))).toBe(333);
    for (const bytes of [0, 1, 300_000]) {
      const sized = new SourceModel({ documents: 1, bytes });
      expect(sized.bodyOf(sized.get('d000000000') ?? expect.fail())).toHaveLength(bytes);
    }
  });

  it('lists in the order of ids and of times from any position, whatever was done to it', () => {
    const clock = createManualClock();
    const model = new SourceModel({ documents: 40, feeds: 2, clock, granularity: 10_000 });
    const random = createRandom(9);
    for (const id of ['d000000010x', '😀', '\uffee', 'Z']) model.create({ id, parent: 'feed-1' });
    for (let count = 0; count < 200; count++) mutateRandomly(model, random);
    for (const feed of model.feeds) {
      const ids = idsOf(model, feed);
      expect(ids).toEqual([...new Set(ids)].sort(compareIds));
      for (const [index, id] of ids.entries()) expect(idsOf(model, feed, id)).toEqual(ids.slice(index + 1));
      const byTime = [...model.store.byTime(feed, { time: 0, id: '' })];
      expect(byTime.map((item) => item.id).sort(compareIds)).toEqual(ids);
      for (const [index, { modifiedAt, id }] of byTime.entries()) {
        expect([...model.store.byTime(feed, { time: modifiedAt, id })]).toEqual(byTime.slice(index + 1));
      }
    }
  });

  it('orders ids as their bytes are ordered', () => {
    const ids = ['', 'a', 'a\0', 'B', '\ud7ff', '\uffee', '😀', 'ä', '\ud800', '\ud800a'];
    for (const a of ids) {
      for (const b of ids.filter((id) => id.isWellFormed() && a.isWellFormed())) {
        expect(Math.sign(compareIds(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }
      for (const b of ids) expect(Math.sign(compareIds(a, b)) + Math.sign(compareIds(b, a))).toBe(0);
    }
  });

  it('changes content, title and place apart from each other, with or without the time', () => {
    const clock = createManualClock();
    const model = new SourceModel({ clock, skew: 500, granularity: 1000 });
    const id = model.create({ title: 'One', body: 'first' });
    const before = model.get(id) ?? expect.fail();
    expect(before).toMatchObject({ title: 'One', parent: 'feed-0', modifiedAt: clock.now() });
    model.update(id, { body: 'second', touch: false });
    model.rename(id, 'Two', { touch: false });
    model.move(id, 'feed-0-folder-1', { touch: false });
    const after = model.get(id) ?? expect.fail();
    expect(after).toMatchObject({ title: 'Two', parent: 'feed-0-folder-1', modifiedAt: before.modifiedAt });
    expect(after.revision).not.toBe(before.revision);
    expect(model.snapshot().get(id)?.bodyHash).toBe(hashBody('second'));
    expect(model.events.after('feed-0', 0, 10)).toMatchObject([
      { type: 'create' },
      { type: 'update' },
      { type: 'update' },
      { type: 'move' },
    ]);
  });

  it('deletes and restores a folder with all below it, telling the folder only', () => {
    const model = new SourceModel({ documents: 30 });
    const whole = model.snapshot();
    const start = model.events.head;
    model.delete('feed-0-folder-1');
    expect(model.snapshot().size).toBeLessThan(whole.size - 3);
    expect(model.isGone('feed-0-folder-4')).toBe(true);
    expect(model.isGone('nowhere')).toBe(false);
    expect(model.restore('feed-0-folder-1')).toBe(true);
    expect(model.snapshot()).toEqual(whole);
    expect(model.restore('feed-0-folder-1')).toBe(false);
    expect(model.events.after('feed-0', start, 10)).toMatchObject([{ type: 'delete' }, { type: 'restore' }]);
  });

  it('lists a document in several feeds until it leaves the last but one', () => {
    const model = new SourceModel({ feeds: 3 });
    const id = model.create({ parent: 'feed-0-folder-1' });
    model.share(id, 'feed-2');
    expect(model.snapshot().get(id)).toMatchObject({ feeds: ['feed-0', 'feed-2'] });
    expect(model.get(id)).not.toHaveProperty('parent');
    model.unshare(id, 'feed-0');
    expect(model.get(id)).toMatchObject({ feeds: ['feed-2'], parent: 'feed-2' });
    expect(() => model.unshare(id, 'feed-2')).toThrow('no other feed');
    model.delete(id);
    expect(idsOf(model, 'feed-2')).not.toContain(id);
  });

  it('gives new ids to what moves where ids are paths, and never the same version to another content', () => {
    const model = new SourceModel({ stableIds: false, folders: { depth: 0, breadth: 0 } });
    const folder = model.create({ container: true, title: 'a' });
    const id = model.create({ parent: folder, title: 'x', body: 'same' });
    const moved = model.rename(folder, 'b');
    expect([moved, model.get(id), model.isGone(id)]).toEqual(['feed-0/b', undefined, true]);
    expect(model.snapshot().get('feed-0/b/x')?.bodyHash).toBe(hashBody('same'));
    const again = model.create({ parent: model.create({ container: true, title: 'a' }), title: 'x', body: 'other' });
    expect(again).toBe(id);
    expect(model.get(again)?.revision).not.toBe(model.get('feed-0/b/x')?.revision);
    expect(model.create({ title: 'a' })).toBe('feed-0/a~2');
  });

  it('revises everything at once and lets positions expire', () => {
    const model = new SourceModel({ documents: 10 });
    model.update('d000000003', { body: 'mine' });
    const before = model.snapshot();
    model.updateEverything();
    for (const [id, { bodyHash, container }] of model.snapshot()) {
      if (!container) expect(bodyHash).not.toBe(before.get(id)?.bodyHash);
    }
    expect(model.events.after('feed-0', 0, 10)).toBe('expired');
    expect(model.events.after('feed-0', model.events.head, 10)).toEqual([]);
  });

  it('refuses what a source could not do', () => {
    const model = new SourceModel({ documents: 3 });
    expect(() => model.update('nowhere')).toThrow('there is no');
    expect(() => model.update('feed-0-folder-1')).toThrow('is a folder');
    expect(() => model.create({ parent: 'd000000001' })).toThrow('is no folder');
    expect(() => model.create({ id: 'd000000001' })).toThrow('was used');
    expect(() => model.move('feed-0-folder-1', 'feed-0-folder-4')).toThrow('into itself');
    expect(() => model.delete('feed-0')).toThrow('cannot be deleted');
    expect(() => model.share('d000000001', 'feed-9')).toThrow('no feed');
    expect(() => new SourceModel({ stableIds: false }).create({ id: 'x' })).toThrow('paths');
  });
});

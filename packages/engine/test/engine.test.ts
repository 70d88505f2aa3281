import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeEntry, Engine } from '../src/index.ts';
import { createTestWorkspace, databases, type TestWorkspace } from './open-test-engine.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe.each(databases)('engine on %s', (database) => {
  let place: TestWorkspace;
  let engine: Engine;

  beforeEach(async () => {
    place = await createTestWorkspace(database);
    engine = await place.open();
    await engine.createKnowledgeBase('handbook');
  });
  afterEach(() => place.remove());

  const addFolder = (more = {}) =>
    engine.createDataSource({
      name: 'documents',
      knowledgeBase: 'handbook',
      type: 'folder',
      settings: { path: place.folder },
      ...more,
    });

  test('syncs a folder and finds what is in it', async () => {
    await place.write({
      'welcome.md': '# Welcome\n\nThe acequia brings water to every garden.',
      'guides/watering.md': '# Watering\n\nOpen the sluice gate at dawn.',
      'guides/水渠.md': '# 水渠\n\n社区共同维护这条水渠。',
    });
    await addFolder();
    const log = await engine.sync('documents');
    expect(log).toMatchObject({ status: 'success', kind: 'incremental', counts: { created: 4, failed: 0 } });
    await engine.indexed();
    const [hit] = await engine.search({ text: 'sluice' });
    expect(hit?.document).toMatchObject({ title: 'watering.md', path: 'guides/watering.md', dataSource: 'documents' });
    expect(hit?.snippet.slice(hit.highlights[0]?.start, hit.highlights[0]?.end)).toBe('sluice');
    const [chinese] = await engine.search({ text: '社区', knowledgeBase: 'handbook' });
    expect(chinese?.document.title).toBe('水渠.md');
    expect((await engine.dataSource('documents')).totalDocuments).toBe(3);
  });

  test('shows a user what the sources let it read, and knows whom it is asked about', async () => {
    await place.write({ 'a.md': 'sluice' });
    await addFolder();
    await engine.sync('documents');
    await engine.indexed();
    // A folder has no access rights of its own: who may search, may read.
    expect(await engine.search({ text: 'sluice', asUser: 'ann' })).toHaveLength(1);
    expect(await engine.search({ text: 'sluice', asUser: { documents: 'ann' } })).toHaveLength(1);
    await expect(engine.search({ text: 'sluice', asUser: { elsewhere: 'ann' } })).rejects.toMatchObject({
      code: 'not_found',
      hint: expect.stringContaining('documents'),
    });
  });

  test('reads nothing again when nothing changed, and only what changed otherwise', async () => {
    await place.write({ 'a.md': 'first', 'b.md': 'second' });
    await addFolder();
    await engine.sync('documents');
    const again = await engine.sync('documents');
    expect(again.counts).toMatchObject({ unchanged: 2, created: 0, updated: 0, bytes: 0 });
    await place.write({ 'b.md': 'second, changed' });
    const changed = await engine.sync('documents');
    expect(changed.counts).toMatchObject({ unchanged: 1, updated: 1, bytes: 15 });
  });

  test('takes a deleted file out of search', async () => {
    await place.write({ 'a.md': 'alpha', 'b.md': 'beta', 'c.md': 'gamma' });
    await addFolder();
    await engine.sync('documents');
    await place.delete('b.md');
    const log = await engine.sync('documents');
    expect(log.counts.deleted).toBe(1);
    await engine.indexed();
    expect(await engine.search({ text: 'beta' })).toEqual([]);
    expect((await engine.documents()).total).toBe(2);
  });

  test('withholds the deletions of an emptied folder until a person decides', async () => {
    await place.write({ 'a.md': 'alpha', 'b.md': 'beta' });
    await addFolder();
    await engine.sync('documents');
    await place.delete('a.md', 'b.md');
    const log = await engine.sync('documents');
    expect(log.counts).toMatchObject({ deleted: 0, withheld: 2 });
    const waiting = await engine.withheldDeletions('documents');
    expect(waiting).toMatchObject({ total: 2, liveDocuments: 2 });
    expect(waiting.documents.map(({ path }) => path).sort()).toEqual(['a.md', 'b.md']);
    await expect(engine.approveDeletions('documents', 1)).rejects.toMatchObject({ code: 'more_than_approved' });
    expect((await engine.documents()).total).toBe(2);
    expect(await engine.approveDeletions('documents', 2)).toBe(2);
    expect((await engine.documents()).total).toBe(0);
  });

  test('keeps rejected deletions, also at the next sync', async () => {
    await place.write({ 'a.md': 'alpha' });
    await addFolder();
    await engine.sync('documents');
    await place.delete('a.md');
    await engine.sync('documents');
    expect(await engine.rejectDeletions('documents')).toBe(1);
    const log = await engine.sync('documents');
    expect(log.counts).toMatchObject({ deleted: 0, withheld: 0 });
    expect((await engine.documents()).total).toBe(1);
  });

  test('shows why a document is missing', async () => {
    await place.write({ 'empty.pdf': '', 'program.bin': '\u0000\u0001\u0002ELF\u0000', 'fine.md': 'fine' });
    await addFolder();
    const log = await engine.sync('documents');
    expect(log.status).toBe('partial');
    const failures = await engine.failures('documents');
    expect(failures).toMatchObject([{ path: 'empty.pdf', kind: 'unreadable', attempts: 1 }]);
    expect(failures[0]?.message).toMatch(/0 bytes/);
    const skipped = await engine.documents({ content: 'skipped' });
    expect(skipped.documents).toMatchObject([{ title: 'program.bin' }]);
    expect(skipped.documents[0]?.notes[0]).toBeTruthy();
    await place.write({ 'empty.pdf': 'no longer a pdf, just text' });
    await engine.sync('documents');
    expect(await engine.failures('documents')).toEqual([]);
  });

  test('answers changes after a position, deletions included', async () => {
    await place.write({ 'a.md': 'alpha', 'b.md': 'beta', 'c.md': 'gamma' });
    await addFolder();
    await engine.sync('documents');
    const first = await collect<ChangeEntry>(engine.changes('handbook'));
    expect(first.map(({ type, document, markdown }) => [type, document.title, markdown])).toEqual([
      ['upsert', 'a.md', 'alpha'],
      ['upsert', 'b.md', 'beta'],
      ['upsert', 'c.md', 'gamma'],
    ]);
    const position = first.at(-1)?.position;
    expect(await collect(engine.changes('handbook', position))).toEqual([]);
    await place.delete('a.md');
    await place.write({ 'b.md': 'beta two' });
    await engine.sync('documents');
    const next = await collect<ChangeEntry>(engine.changes('handbook', position));
    expect(next.map(({ type, document }) => [type, document.title])).toEqual([
      ['upsert', 'b.md'],
      ['delete', 'a.md'],
    ]);
    await expect(collect(engine.changes('handbook', 'nonsense'))).rejects.toMatchObject({ code: 'bad_position' });
  });

  test('moves a file without extracting it again', async () => {
    const html = `<html><body>${'<p>The same words again and again.</p>'.repeat(50)}</body></html>`;
    await place.write({ 'old.html': html, 'other.md': 'other' });
    await addFolder();
    await engine.sync('documents');
    const [before] = (await engine.documents({ text: 'old' })).documents;
    await place.delete('old.html');
    await place.write({ 'new/place.html': html });
    const log = await engine.sync('documents');
    expect(log.counts).toMatchObject({ deleted: 1 });
    const [after] = (await engine.documents({ text: 'place' })).documents;
    const text = async (id = 0) => (await engine.document(id)).markdown;
    expect(await text(after?.id)).toContain('The same words');
    await expect(engine.document(before?.id ?? 0)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stops at a checkpoint when canceled, and goes on from there', async () => {
    await place.write(Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`d${i % 7}/f${i}.md`, `text ${i}`])));
    await addFolder();
    const stop = new AbortController();
    const log = await engine.sync('documents', {
      signal: stop.signal,
      onProgress: ({ phase, counts }) => {
        if (phase === 'reading' && counts.total > 0) stop.abort();
      },
    });
    expect(log.status).toBe('canceled');
    const rest = await engine.sync('documents');
    expect(rest.status).toBe('success');
    expect((await engine.documents()).total).toBe(1200);
  });

  test('tells in a dry run what a sync would do, and does nothing', async () => {
    await place.write({ 'a.md': 'alpha', 'b.md': 'beta', 'c.pdf': 'gamma' });
    await addFolder();
    const dry = engine.sync('documents', { dryRun: true });
    if (database === 'mariadb') {
      await expect(dry).rejects.toMatchObject({ code: 'unsupported' });
      return;
    }
    expect((await dry).counts).toMatchObject({ created: 3, failed: 0, bytes: 0 });
    expect((await engine.documents()).total).toBe(0);
    expect(await engine.syncLogs()).toEqual([]);
    await place.delete('c.pdf');
    await engine.sync('documents');
    await place.delete('a.md');
    await place.write({ 'b.md': 'beta two' });
    expect((await engine.sync('documents', { dryRun: true })).counts).toMatchObject({ updated: 1, deleted: 1 });
    expect((await engine.documents()).total).toBe(2);
    expect((await engine.sync('documents')).counts).toMatchObject({ updated: 1, deleted: 1 });
  });

  test('syncs nothing of a paused data source, and stops what runs', async () => {
    await place.write(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}.md`, `text ${i}`])));
    await addFolder();
    expect((await engine.pauseDataSource('documents')).status).toBe('paused');
    await expect(engine.sync('documents')).rejects.toMatchObject({
      code: 'paused',
      hint: 'Run: acequia resume documents',
    });
    await engine.updateDataSource('documents', { filters: { include: ['*.md'] } });
    expect((await engine.dataSource('documents')).status).toBe('paused');
    expect((await engine.resumeDataSource('documents')).status).toBe('active');
    expect((await engine.sync('documents')).status).toBe('success');
  });

  test('hands out every document with its text, folders only when asked', async () => {
    await place.write({ 'a.md': 'alpha', 'guides/b.md': 'beta', 'c.bin': '\u0000\u0001ELF\u0000' });
    await addFolder();
    await engine.sync('documents');
    const all = await collect(engine.exportDocuments({ dataSource: 'documents' }));
    expect(all.map(({ path, markdown }) => [path, markdown]).sort()).toEqual([
      ['a.md', 'alpha'],
      ['c.bin', undefined],
      ['guides/b.md', 'beta'],
    ]);
    expect(await collect(engine.exportDocuments({ containers: true }))).toHaveLength(4);
    await expect(collect(engine.exportDocuments({ dataSource: 'none' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('asks a data source that is not stored', async () => {
    await place.write({ 'guides/a.md': 'alpha' });
    const trial = { type: 'folder', settings: { path: place.folder } };
    expect((await engine.validateTrial(trial)).every(({ ok }) => ok)).toBe(true);
    expect((await engine.trialResources(trial)).map(({ title }) => title)).toEqual(['guides']);
    expect(await engine.trialResources(trial, undefined, 'GUI')).toHaveLength(1);
    expect(await engine.trialResources(trial, undefined, 'x')).toEqual([]);
    const gone = { type: 'folder', settings: { path: `${place.folder}/gone` } };
    expect((await engine.validateTrial(gone)).some(({ ok }) => !ok)).toBe(true);
    await expect(engine.validateTrial({ type: 'folder', settings: {} })).rejects.toMatchObject({
      code: 'bad_settings',
    });
    expect(await engine.dataSources()).toEqual([]);
  });

  test('refuses a second sync of the same data source', async () => {
    await place.write(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.md`, `text ${i}`])));
    await addFolder();
    const other = await place.open();
    let second: Promise<unknown> | undefined;
    const first = await engine.sync('documents', {
      onProgress: () => {
        second ??= other.sync('documents').catch((error: unknown) => error);
      },
    });
    expect(await second).toMatchObject({ code: 'sync_running' });
    expect(first.status).toBe('success');
    expect((await engine.documents()).total).toBe(300);
  });

  test('says what is wrong with names, settings and folders', async () => {
    await expect(addFolder({ settings: { path: place.folder, colour: 'red' } })).rejects.toMatchObject({
      code: 'bad_settings',
      message: expect.stringContaining('colour'),
    });
    await expect(addFolder({ type: 'nowhere' })).rejects.toMatchObject({ code: 'connector_missing' });
    await expect(addFolder({ knowledgeBase: 'none' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(engine.sync('nothing')).rejects.toMatchObject({ code: 'not_found' });
    await addFolder({ settings: { path: `${place.folder}/gone` } });
    const checks = await engine.validate('documents');
    expect(checks.find(({ ok }) => !ok)?.remedy).toBeTruthy();
    const log = await engine.sync('documents');
    expect(log).toMatchObject({ status: 'failed', error: expect.stringContaining('gone'), remedy: expect.any(String) });
    await expect(addFolder()).rejects.toMatchObject({ code: 'name_taken' });
  });

  test('deletes a data source with everything of it', async () => {
    await place.write({ 'a.md': 'alpha' });
    await addFolder();
    await engine.sync('documents');
    await engine.indexed();
    await engine.deleteDataSource('documents');
    expect(await engine.search({ text: 'alpha' })).toEqual([]);
    expect(await engine.dataSources()).toEqual([]);
    await addFolder();
    expect((await engine.dataSource('documents')).totalDocuments).toBe(0);
  });
});

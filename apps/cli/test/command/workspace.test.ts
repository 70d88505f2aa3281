import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ran } from './run-cli.ts';
import { runHere } from './run-here.ts';
import { shareConfig, TemporaryWorkspace } from './temporary-workspace.ts';

let place: TemporaryWorkspace;
const run = (...args: string[]): Promise<Ran> => runHere(args, { cwd: place.folder });
const runJson = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout);

const readLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

beforeAll(() => {
  place = new TemporaryWorkspace();
});
afterAll(() => place.remove());

describe('a workspace from the first command to the last', () => {
  it('is made once', async () => {
    const first = await runJson('init');
    expect(first).toEqual({ workspace: place.folder, created: true });
    const config = readFileSync(join(place.folder, 'acequia.yaml'), 'utf8');
    expect(config).toContain('data_sources:');
    expect(await runJson('init')).toEqual({ workspace: place.folder, created: false });
    expect(readFileSync(join(place.folder, 'acequia.yaml'), 'utf8')).toBe(config);
  });

  it('names the line of a mistake in acequia.yaml', async () => {
    place.write(
      'acequia.yaml',
      'knowledge_bases:\n  - name: handbook\ndata_sources:\n  - name: share\n    colour: red\n',
    );
    const { code, stderr, stdout } = await run('apply');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/acequia\.yaml:\d: .*/);
    expect(stderr).not.toContain('    at ');
  });

  it('shows its plan, applies it, and then has nothing to do', async () => {
    place.write('acequia.yaml', shareConfig(place.documents));
    const planned = await run('apply', '--dry-run');
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringMatching(/create.*handbook[\s\S]*create.*share/) });
    expect(planned.stderr).toContain('nothing done yet');
    const { applied, steps } = await runJson('apply');
    expect(applied).toBe(true);
    expect(steps.map(({ action }: { action: string }) => action)).toEqual(['create', 'create']);
    expect((await run('apply')).stderr).toContain('Nothing to change');
  });

  it('reports an empty folder as empty, not as a mistake', async () => {
    const { code, stdout } = await run('sync');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/share +success/) });
    expect(await run('search', 'anything')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('Nothing'),
    });
  });

  it('syncs, and says which documents failed and why', async () => {
    place.write('documents/plan.md', '# Plan\n\nDig the channel before the spring rain.\n');
    place.write('documents/空の計画.md', '# 計画\n\n春の雨の前に水路を掘る。\n');
    place.write('documents/scan.pdf', new Uint8Array());
    const synced = await run('sync', '--json');
    expect(synced.code).toBe(6);
    const { syncs, indexed } = JSON.parse(synced.stdout);
    expect(indexed).toBe(true);
    expect(syncs).toMatchObject([{ dataSource: 'share', status: 'partial', counts: { created: 2, failed: 1 } }]);

    const listed = await run('failures', 'list');
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain('scan.pdf');
    expect(listed.stdout).toContain('unreadable');
    const { failures } = await runJson('failures', 'list', 'share');
    expect(failures).toMatchObject([
      { dataSource: 'share', kind: 'unreadable', message: expect.stringContaining('empty') },
    ]);

    const again = await run('sync');
    expect(again.stdout).toContain('success');
    expect(again.stderr).toContain('1 document still cannot be read: acequia failures list share');
  });

  it('says how many documents cannot be read, not only those of the last sync', async () => {
    const { syncs } = await runJson('sync');
    expect(syncs).toMatchObject([{ status: 'success', counts: { failed: 0 }, failingDocuments: 1 }]);
  });

  it('finds what came in', async () => {
    const [found, { hits }, { documents }] = await Promise.all([
      run('search', 'spring', 'rain'),
      runJson('search', '水路'),
      runJson('documents', 'list', '--text', 'plan'),
    ]);
    expect(found.code).toBe(0);
    expect(found.stdout).toContain('plan.md');
    expect(found.stdout).toContain('spring rain');
    expect(hits.map((hit: { document: { title: string } }) => hit.document.title)).toEqual(['空の計画.md']);
    expect(documents).toHaveLength(1);

    const [shown, changed] = await Promise.all([
      run('documents', 'show', String(documents[0].id), '--markdown'),
      run('changes'),
    ]);
    expect(shown.stdout).toContain('Dig the channel');
    const changes = readLines(changed.stdout);
    expect(changes.length).toBeGreaterThanOrEqual(3);
    expect(await run('changes', 'handbook', '--after', changes.at(-1).position)).toMatchObject({ code: 0, stdout: '' });
  });

  it('writes its documents into a new folder', async () => {
    const { documents, files, directory } = await runJson('export', 'out');
    expect({ documents, files, directory }).toEqual({ documents: 3, files: 2, directory: join(place.folder, 'out') });
    expect(readFileSync(join(directory, 'share/空の計画.md'), 'utf8')).toContain('春の雨');
    const listed = readLines(readFileSync(join(directory, 'documents.jsonl'), 'utf8'));
    expect(listed.map(({ file, title }) => [title, file]).sort()).toEqual([
      ['plan.md', 'share/plan.md'],
      ['scan.pdf', undefined],
      ['空の計画.md', 'share/空の計画.md'],
    ]);
    expect(await run('export', 'out')).toMatchObject({ code: 1, stderr: expect.stringContaining('--overwrite') });
    const unknown = await run('export', 'other', '--source', 'sharee');
    expect({ code: unknown.code, made: existsSync(join(place.folder, 'other')) }).toEqual({ code: 3, made: false });
  });

  it('writes events for programs', async () => {
    const { stdout } = await run('sync', '--jsonl');
    const events = readLines(stdout);
    expect(events[0]).toMatchObject({ event: 'progress', dataSource: 'share' });
    expect(events.at(-1)).toMatchObject({
      event: 'end',
      log: { dataSource: 'share', counts: { created: 0 } },
      failingDocuments: 1,
    });
  });

  it('shows its history and its health', async () => {
    const [{ logs }, health, checks] = await Promise.all([
      runJson('logs', 'share'),
      run('doctor'),
      run('validate', 'share'),
    ]);
    expect(logs.map(({ status }: { status: string }) => status)).toContain('partial');
    expect(health).toMatchObject({ code: 0, stdout: expect.stringContaining('Node.js') });
    expect(checks).toMatchObject({ code: 0, stdout: expect.stringContaining('✓') });
  });

  it('lets a person decide when everything is gone', async () => {
    rmSync(place.documents, { recursive: true });
    place.write('documents/.keep', '');
    const { code, stderr } = await run('sync');
    expect(code).toBe(7);
    expect(stderr).toContain('acequia deletions review share');
    const review = await run('deletions', 'review', '--json');
    expect(review.code).toBe(7);
    const [{ total }] = JSON.parse(review.stdout).deletions;
    expect(total).toBeGreaterThanOrEqual(2);
    expect(await runJson('deletions', 'approve', 'share', '--up-to', String(total))).toEqual({ deleted: total });
    expect((await runJson('documents', 'list')).total).toBe(0);
  });

  it('does not know what is not there', async () => {
    const wrong = [
      ['sync', 'sharee'],
      ['documents', 'show', '999999'],
      ['connectors', 'info', 'nothing'],
    ];
    for (const ran of await Promise.all(wrong.map((args) => run(...args)))) {
      expect(ran).toEqual({ code: 3, stdout: '', stderr: expect.stringMatching(/^error: .+/) });
    }
  });
});

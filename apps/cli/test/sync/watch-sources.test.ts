import { renameSync } from 'node:fs';
import type { DataSourceInput, Engine } from '@acequia/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncOptions } from '../../src/sync/run-one-sync.ts';
import { watchSources } from '../../src/sync/watch-sources.ts';
import { TemporaryWorkspace } from '../command/temporary-workspace.ts';
import { openTestEngine, type RecordedSession, recordSession } from '../session/record-session.ts';
import { type Happening, VirtualClock } from './virtual-clock.ts';

const once: SyncOptions = { kind: 'incremental' };
let place: TemporaryWorkspace;
let engine: Engine;
let recorded: RecordedSession;

beforeEach(async () => {
  place = new TemporaryWorkspace();
  place.write('documents/a.md', 'alpha');
  recorded = recordSession();
  engine = await openTestEngine(place.folder);
  await engine.createKnowledgeBase('handbook');
});
afterEach(async () => {
  await engine.close();
  place.remove();
});

const add = (name: string, more: Partial<DataSourceInput> = {}) =>
  engine.createDataSource({
    name,
    knowledgeBase: 'handbook',
    type: 'folder',
    settings: { path: place.documents },
    ...more,
  });

/** Watches for some minutes and answers each sync as `minute name kind trigger`. */
async function watch(minutes: number, happenings: readonly Happening[] = [], names: string[] = [], options = once) {
  const clock = new VirtualClock('2026-05-01T02:20:00Z', [
    ...happenings,
    { at: minutes, what: () => recorded.interrupt() },
  ]);
  const synced: string[] = [];
  const watched: Engine = {
    ...engine,
    async sync(name, request = {}) {
      synced.push(`${clock.minutes} ${name} ${request.kind} ${request.trigger}`);
      return engine.sync(name, request);
    },
  };
  const code = await watchSources({ session: recorded.session, engine: watched, names, options, clock });
  expect(code).toBe(130);
  return synced;
}

describe('a watch', () => {
  it('syncs all at once, then as each schedule says, every 15 minutes where there is none', async () => {
    await add('plain');
    await add('planned', { schedule: { incremental: '*/30 * * * *', full: '0 3 * * *', timezone: 'UTC' } });
    expect(await watch(45.1)).toEqual([
      '0 plain incremental manual',
      '0 planned incremental manual',
      '10 planned incremental schedule',
      '15 plain incremental schedule',
      '30 plain incremental schedule',
      '40 planned full schedule',
      '45 plain incremental schedule',
    ]);
    const [latest] = await engine.syncLogs('planned');
    expect(latest).toMatchObject({ kind: 'full', trigger: 'schedule', status: 'success' });
    expect(recorded.written.stdout).toMatch(/planned {2}success {2}full: 1 unchanged/);
  });

  it('waits longer after each failure, and no longer after a success', async () => {
    await add('share', { schedule: { incremental: '* * * * *', timezone: 'UTC' } });
    renameSync(place.documents, `${place.documents}-away`);
    const synced = await watch(107.1, [{ at: 90, what: () => renameSync(`${place.documents}-away`, place.documents) }]);
    const scheduled = synced.map((line) => Number(line.split(' ', 1)));
    expect(scheduled).toEqual([0, 5, 25, 105, 106, 107]);
    expect(recorded.written.stderr).toContain('/documents does not exist');
  });

  it('lets paused data sources be, and takes up those that are resumed or new', async () => {
    await add('share');
    await add('other');
    const synced = await watch(25, [
      { at: 1, what: () => engine.pauseDataSource('share') },
      { at: 6, what: () => add('late') },
      { at: 20, what: () => engine.resumeDataSource('share') },
    ]);
    expect(synced.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '0 other',
      '0 share',
      '6 late',
      '15 other',
      '20 share',
      '21 late',
    ]);
  });

  it('follows a schedule that was changed meanwhile, without a sync for it', async () => {
    await add('share', { schedule: { incremental: '0 * * * *', timezone: 'UTC' } });
    const change = () => engine.updateDataSource('share', { schedule: { full: '29 2 * * *', timezone: 'UTC' } });
    expect(await watch(41, [{ at: 2, what: change }])).toEqual(['0 share incremental manual', '9 share full schedule']);
  });

  it('watches only what was named, also when that comes later; the first sync is as asked for', async () => {
    await add('share');
    const synced = await watch(5, [{ at: 1, what: () => add('late') }], ['late'], { kind: 'full', refetch: true });
    expect(synced).toEqual(['1 late full manual']);
    expect(recorded.written.stderr).toContain('Waiting for a data source');
  });

  it('stops a sync at its checkpoint when it is interrupted', async () => {
    for (let number = 0; number < 300; number += 1) place.write(`documents/${number % 30}/note ${number}.md`, 'water');
    await add('share');
    const watched: Engine = {
      ...engine,
      sync: (name, request = {}) =>
        engine.sync(name, {
          ...request,
          onProgress(progress) {
            if (progress.counts.total > 0) recorded.interrupt();
          },
        }),
    };
    const { session } = recorded;
    expect(await watchSources({ session, engine: watched, names: [], options: once })).toBe(130);
    expect((await engine.syncLogs())[0]?.status).toBe('canceled');
    expect(recorded.written.stderr).toContain('Go on with: acequia sync share');
  });

  it('ends out of its sleep when it is interrupted', async () => {
    await add('share', { schedule: { full: '0 3 1 1 *' } });
    const { session, interrupt, written } = recorded;
    const say = session.terminal.say.bind(session.terminal);
    session.terminal.say = (text) => {
      say(text);
      if (text?.includes('next full')) setImmediate(interrupt);
    };
    expect(await watchSources({ session, engine, names: [], options: once })).toBe(130);
    expect(written.stdout).toMatch(/share {2}success {2}1 created/);
  });
});

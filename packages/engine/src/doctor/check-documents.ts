import { stat } from 'node:fs/promises';
import type { Check } from '@acequia/core';
import { Failures, WithheldDeletions } from '@acequia/store';
import type { SourceManager } from '../data-sources.ts';
import type { DataSource } from '../engine.ts';
import type { Parts } from '../parts.ts';
import { tenantId } from '../tenant.ts';
import { check } from './check.ts';
import { count } from './count.ts';

const megabyte = 1024 * 1024;
const largestLog = 100 * megabyte;

/** Looks at what becomes of documents: connectors, extraction, index, what waits for a person. */
export function checkDocuments(parts: Parts, manager: SourceManager): Promise<Check>[] {
  const { open, clock, catalog, extractor, files } = parts;
  return [
    check('connectors', async () => {
      const entries = await catalog.entries();
      const bad = entries.filter(({ state }) => state !== 'ready');
      return {
        ok: bad.length === 0 && entries.length > 0,
        message:
          entries.map((entry) => `${entry.manifest?.type ?? entry.package} ${entry.state}`).join(', ') ||
          'None installed',
        remedy: bad.map((entry) => `${entry.package}: ${entry.reason}`).join(' ') || 'Install a connector package.',
      };
    }),
    check('extraction', async () => {
      const bytes = Buffer.from('<!doctype html><h1>Acequia</h1><p>Water for every garden.</p>');
      const { markdown } = await extractor.extract({ bytes, mime: 'text/html', title: 'check.html' });
      const remedy = 'Install Acequia again: a part of the extraction is missing.';
      return { ok: markdown.includes('# Acequia'), message: 'Works, in a thread of its own', remedy };
    }),
    check('search index', async () => {
      const lag = await indexLag(parts, manager);
      return {
        message: lag === 0 ? 'Up to date' : `${count(lag, 'change')} behind; acequia sync brings it up to date`,
      };
    }),
    check('failures', async () => {
      const failures = new Failures(open.database, tenantId, clock);
      const counts = await failures.counts();
      const failed = [...counts.values()].reduce((sum, one) => sum + one.failed, 0);
      return {
        message:
          failed === 0 ? 'No document fails' : `${count(failed, 'document')} without content: acequia failures list`,
      };
    }),
    check('deletions', async () => {
      const withheld = new WithheldDeletions(open.database, tenantId, clock);
      const waiting: string[] = [];
      for (const { id, name } of await manager.list()) {
        const { total } = await withheld.list(id, 1);
        if (total > 0) waiting.push(`${total} of ${name}`);
      }
      if (waiting.length === 0) return { message: 'None waits for you' };
      return { ok: false, message: `${waiting.join(', ')} wait for you`, remedy: 'Run: acequia deletions review' };
    }),
    check('log', async () => {
      const { size } = await stat(files.log).catch(() => ({ size: 0 }));
      const remedy = `It is not rotated: move ${files.log} away.`;
      return { ok: size < largestLog, message: `${Math.ceil(size / megabyte)} MB`, remedy };
    }),
  ];
}

/** One check for each data source: its own checks, unless it is paused, and how its last sync went. */
export function checkSource(manager: SourceManager, source: DataSource): Promise<Check> {
  return check(`data source ${source.name}`, async () => {
    const { status, totalDocuments, latestSyncLog: last, name } = source;
    if (status === 'paused') return { message: `${count(totalDocuments, 'document')}, paused` };
    const failed = (await manager.validate(source.id)).find(({ ok }) => !ok);
    if (failed) return { ok: false, message: failed.message, remedy: failed.remedy };
    if (!last) return { message: `Can be reached, never synced: acequia sync ${name}` };
    const ended = last.status === 'failed' ? `; its last sync failed: ${last.error}` : '';
    return {
      ok: ended === '',
      message: `${count(totalDocuments, 'document')}${ended}`,
      remedy: last.remedy ?? `Try again: acequia sync ${name}`,
    };
  });
}

async function indexLag({ open, search }: Parts, manager: SourceManager): Promise<number> {
  let lag = 0;
  for (const { id } of await manager.list()) {
    const [row] = await open.database.reader.all<{ seq: number }>('SELECT seq FROM data_sources WHERE id = ?', [id]);
    lag += Math.max(0, (row?.seq ?? 0) - (await search.position(id)));
  }
  return lag;
}

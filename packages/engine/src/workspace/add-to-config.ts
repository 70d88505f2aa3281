import { readFile, writeFile } from 'node:fs/promises';
import { AcequiaError } from '@acequia/core';
import { isSeq, parseDocument } from 'yaml';
import type { DataSource } from '../engine.ts';

const note = ' Its secrets are kept encrypted in .acequia; credentials given here replace them.';

/**
 * Adds a data source to `acequia.yaml`, so that `apply` finds it unchanged. Comments and everything else stay; secrets
 * are not written.
 *
 * @throws AcequiaError `bad_config` when the file is no YAML that a list can be added to
 */
export async function addToConfig(file: string, source: DataSource): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw new AcequiaError('bad_config', `${file}: ${error.message}`);
  if (document.contents === null) document.contents = document.createNode({}) as unknown as typeof document.contents;
  const list = document.get('data_sources');
  const entry = document.createNode(entryOf(source));
  if (source.credentialsConfigured) entry.commentBefore = note;
  if (isSeq(list)) {
    // `[]` of the template would make one long line.
    list.flow = false;
    list.add(entry);
  } else if (list === undefined || list === null) {
    document.set('data_sources', document.createNode([entry]));
  } else {
    throw new AcequiaError('bad_config', `${file}: data_sources is no list`);
  }
  await writeFile(file, `${document.toString({ lineWidth: 0 }).trimEnd()}\n`);
}

function entryOf({ name, knowledgeBase, type, settings, picks, filters, schedule, syncDeletions }: DataSource) {
  const { quietHours, ...kinds } = schedule;
  const { maxSize, modifiedAfter, ...globs } = filters;
  const dated = modifiedAfter === undefined ? {} : { modified_after: new Date(modifiedAfter).toISOString() };
  const written = {
    filters: { ...globs, ...(maxSize !== undefined && { max_size: maxSize }), ...dated },
    schedule: { ...kinds, ...(quietHours !== undefined && { quiet_hours: quietHours }) },
  };
  return escaped({
    name,
    knowledge_base: knowledgeBase.name,
    type,
    settings,
    ...(picks.length > 0 && { picks }),
    ...(Object.keys(written.filters).length > 0 && { filters: written.filters }),
    ...(Object.keys(written.schedule).length > 0 && { schedule: written.schedule }),
    ...(!syncDeletions && { sync_deletions: false }),
  });
}

/** `${` would be read as an environment variable. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]));
}

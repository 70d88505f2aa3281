import { readFile, stat } from 'node:fs/promises';
import { type Check, credentialFields, type InstalledConnector } from '@acequia/core';
import { parse } from 'yaml';
import type { PlanStep } from '../engine.ts';
import type { Parts } from '../parts.ts';
import { nextRuns } from '../schedule/next-runs.ts';
import { readConfig } from '../workspace/read-config.ts';
import { check } from './check.ts';
import { count } from './count.ts';

/** Looks at `acequia.yaml`. @param plan what `apply` would do */
export async function checkConfig(
  { files, environment, clock, catalog }: Parts,
  plan: () => Promise<PlanStep[]>,
): Promise<Check[]> {
  const read = await check('configuration', async () => {
    const config = await readConfig(files.config, environment);
    return { message: `acequia.yaml names ${count(config.data_sources.length, 'data source')}` };
  });
  // What stands in a file that cannot be read is one problem, not four.
  if (!read.ok) return [read];
  return Promise.all([
    read,
    check('applied', async () => {
      const open = (await plan()).filter(({ action }) => action === 'create' || action === 'update');
      if (open.length === 0) return { message: 'The workspace is what acequia.yaml says' };
      const names = open.map(({ action, what, name }) => `${action} ${what} ${name}`).join(', ');
      return { ok: false, message: `acequia.yaml was changed: ${names}`, remedy: 'Run: acequia apply' };
    }),
    check('schedules', async () => {
      const config = await readConfig(files.config, environment);
      const [first] = config.data_sources
        .flatMap(({ name, schedule }) => nextRuns(schedule, clock.now(), 1).map((run) => ({ name, ...run })))
        .sort((a, b) => a.at - b.at);
      if (!first) return { message: 'None' };
      const next = `${first.kind} of ${first.name} at ${new Date(first.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
      return { message: `Next: ${next}, if acequia sync --watch runs` };
    }),
    check('secrets', async () => {
      const { mode } = await stat(files.config).catch(() => ({ mode: 0 }));
      const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
      const exposed = isPrivate ? [] : plainSecrets(await readFile(files.config, 'utf8'), await catalog.entries());
      if (exposed.length === 0) return { message: 'acequia.yaml shows none to other users' };
      return {
        ok: false,
        message: `acequia.yaml has credentials of ${exposed.join(', ')}, and other users of this machine can read it`,
        remedy: `Write "\${NAME}" or { file: PATH } instead, or: chmod 600 '${files.config}'`,
      };
    }),
  ]);
}

/** Names of data sources whose secrets stand in the text as they are. What no connector knows may be one. */
function plainSecrets(text: string, installed: readonly InstalledConnector[]): string[] {
  const parsed: unknown = parse(text);
  const sources = isRecord(parsed) && Array.isArray(parsed.data_sources) ? parsed.data_sources : [];
  return sources.filter(isRecord).flatMap(({ name, type, credentials }) => {
    const open = openFields(installed, type);
    const fields = isRecord(credentials) ? Object.entries(credentials) : [];
    const plain = fields.some(
      ([field, value]) => !open.has(field) && typeof value === 'string' && !/\$\{\w+\}/.test(value),
    );
    return plain ? [String(name)] : [];
  });
}

/** Names of the credentials of a kind of source that are not secret. */
function openFields(installed: readonly InstalledConnector[], type: unknown): ReadonlySet<string> {
  const methods = installed.find(({ manifest }) => manifest?.type === type)?.manifest?.auth ?? [];
  const fields = methods.flatMap((method) => credentialFields(method) ?? []);
  return new Set(fields.filter(({ isSecret }) => !isSecret).map(({ name }) => name));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

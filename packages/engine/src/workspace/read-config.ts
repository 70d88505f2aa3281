import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AcequiaError } from '@acequia/core';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Config, configSchema } from './config-schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const bad = (file: string, line: number | undefined, message: string) =>
  new AcequiaError('bad_config', `${file}${line === undefined ? '' : `:${line}`}: ${message}`);

/** Replaces `${NAME}` in every text. `$${` stands for a literal `${`. */
function interpolate(value: unknown, environment: Environment, missing: (name: string) => never): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$?\$\{([A-Za-z_]\w*)\}/g, (match, name: string) => {
      if (match.startsWith('$$')) return match.slice(1);
      return environment[name] ?? missing(name);
    });
  }
  if (Array.isArray(value)) return value.map((member) => interpolate(member, environment, missing));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, interpolate(member, environment, missing)]),
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/**
 * Reads `acequia.yaml`. A file that does not exist is an empty configuration.
 *
 * @throws AcequiaError `bad_config` that names file and line
 */
export async function readConfig(file: string, environment: Environment): Promise<Config> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new AcequiaError('bad_config', `${file} cannot be read: ${error.message}`, { cause: error });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw bad(file, lines.linePos(error.pos[0]).line, error.message);
  const lineOf = (path: readonly PropertyKey[]): number | undefined => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length) as (string | number)[], true) as
        | { range?: [number] }
        | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return text === '' ? undefined : 1;
  };
  const raw: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  const filled = interpolate(raw, environment, (name) => {
    const at = text.indexOf(`\${${name}}`);
    throw bad(file, at < 0 ? undefined : lines.linePos(at).line, `the environment variable ${name} is not set`);
  });
  const parsed = configSchema.safeParse(filled);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const more = parsed.error.issues.length - 1;
    throw bad(
      file,
      first && lineOf(first.path),
      `${first ? describeIssue(first) : 'not valid'}${more > 0 ? ` (and ${more} more)` : ''}`,
    );
  }
  checkNames(file, parsed.data);
  return parsed.data;
}

function checkNames(file: string, config: Config): void {
  for (const [what, list] of [
    ['knowledge base', config.knowledge_bases],
    ['data source', config.data_sources],
  ] as const) {
    const seen = new Set<string>();
    for (const { name } of list) {
      if (seen.has(name)) throw bad(file, undefined, `two entries name the ${what} "${name}"`);
      seen.add(name);
    }
  }
}

/** The credentials of a data source, with the contents of files, whose paths start at the configuration's folder. */
export async function readCredentials(
  file: string,
  credentials: Readonly<Record<string, string | { readonly file: string }>>,
): Promise<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const [field, value] of Object.entries(credentials)) {
    if (typeof value === 'string') read[field] = value;
    else {
      const path = resolve(dirname(file), value.file);
      read[field] = (
        await readFile(path, 'utf8').catch((error: Error) => {
          throw new AcequiaError('bad_config', `The file of the credential ${field} cannot be read: ${error.message}`);
        })
      ).trim();
    }
  }
  return read;
}

import { hash } from 'node:crypto';
import type { Json } from '@acequia/core';
import type { ExpectedDocument, FakeSource } from '../fake/fake-source.ts';
import type { MemoryDocument } from '../store/memory-rows.ts';
import { demand, few } from './check.ts';
import type { SuiteHost } from './suite-host.ts';

/** Which of the expected documents are to be there; default: all. */
export type Selection = (id: string, expected: ReadonlyMap<string, ExpectedDocument>) => boolean;

const everything: Selection = () => true;

/** What the store has otherwise than a perfect one would. */
export function findDifferences(host: SuiteHost, source: FakeSource, selected: Selection = everything): string[] {
  const expected = source.snapshot();
  const stored = host.store.documents();
  const outstanding = host.store.outstanding();
  const differences: string[] = [];
  for (const [id, wanted] of expected) {
    const has = stored.get(id);
    if (!selected(id, expected)) {
      // The way to a pick may be there, but no content outside of it.
      if (has && !wanted.container) differences.push(`${id} is there although nobody picked it`);
    } else if (has) {
      differences.push(...compare(id, has, wanted, host).map((text) => `${id}: ${text}`));
    } else if (!wanted.unreadable || !outstanding.has(id)) differences.push(`${id} ("${wanted.title}") is missing`);
  }
  for (const [id, { title }] of stored) {
    if (!expected.has(id) && host.connector.capabilities.deletions !== 'none')
      differences.push(`${id} ("${title}") is there although the source has it no more`);
  }
  return differences;
}

/** Fails unless the store is true to the source. */
export function demandSame(
  host: SuiteHost,
  source: FakeSource,
  when: string,
  advice: string,
  selected: Selection = everything,
): void {
  const differences = findDifferences(host, source, selected);
  demand(differences.length === 0, () => `${when}, the store is not what the source is:${few(differences)}`, advice);
}

function compare(id: string, has: MemoryDocument, wanted: ExpectedDocument, host: SuiteHost): string[] {
  const wrong: string[] = [];
  const say = (what: string, is: unknown, should: unknown) =>
    wrong.push(`${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
  if (has.title !== wanted.title) say('title', has.title, wanted.title);
  if (has.container !== wanted.container) say('container', has.container, wanted.container);
  if (has.parent !== wanted.parent) say('parent', has.parent, wanted.parent);
  const access = accessOf(has);
  if (host.source.mutate.setAccess && !isSame(access, wanted.access)) say('access', access, wanted.access);
  if (wanted.container || wanted.unreadable) return wrong;
  if (has.content !== 'ready') {
    const { error } = host.store.outstanding().get(id) ?? {};
    wrong.push(`its content is ${has.content}${error ? ` (${error.kind}: ${error.message})` : ''}`);
  } else if (wanted.body !== undefined) {
    if (has.contentHash !== hash('sha256', wanted.body)) wrong.push(describeContent(has.markdown, wanted.body));
  } else {
    for (const text of wanted.contains ?? []) {
      if (!has.markdown?.includes(text)) wrong.push(`its content lacks ${JSON.stringify(text)}`);
    }
  }
  return wrong;
}

function describeContent(has: string | undefined, wanted: string | Uint8Array): string {
  const shown = (text: string | undefined) => JSON.stringify(text?.slice(0, 60));
  return typeof wanted === 'string'
    ? `its content begins with ${shown(has)}, not with ${shown(wanted)}, or differs later`
    : 'its content has other bytes';
}

function accessOf({ access }: Pick<MemoryDocument, 'access'>): Json | undefined {
  return access === null ? undefined : JSON.parse(access);
}

/** Equal as JSON, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

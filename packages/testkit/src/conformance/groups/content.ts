import type { Document, Fetched, Wanted } from '@acequia/core';
import type { FakeFault } from '../../fake/fake-faults.ts';
import { demand, few, type Group } from '../check.ts';
import { collect } from '../collect.ts';
import { demandSame, findDifferences } from '../compare-with-source.ts';
import { documentIds, pickFrom } from '../expected-ids.ts';
import type { Trial } from '../subject.ts';
import { settle } from '../sync-to-the-end.ts';
import { readEverything, upsertsOf } from './full.ts';

const losses: readonly FakeFault[] = [
  { type: 'status', status: 500 },
  { type: 'reset', when: 'half' },
];

/** What nobody can tell from a content that is not JSON. */
const disguises: readonly FakeFault[] = [{ type: 'html' }, { type: 'truncate' }, { type: 'mistype' }];

const year = 365 * 24 * 60 * 60 * 1000;

const toWanted = ({ id, ref, title, mime, size }: Document): Wanted => ({ id, ref, title, mime, size });

/** Documents whose content is to be fetched and can be read. */
export async function wantedOf(trial: Trial): Promise<Wanted[]> {
  const readable = new Set(documentIds(trial.source));
  const documents = new Map(upsertsOf(await readEverything(trial)).map((document) => [document.id, document]));
  return [...documents.values()].filter(({ id, body }) => readable.has(id) && body === undefined).map(toWanted);
}

async function fetch({ host }: Trial, wanted: readonly Wanted[]): Promise<Fetched[]> {
  return host.connector.fetchContent ? collect(host.connector.fetchContent(host.context(), wanted)) : [];
}

async function fetchAbsent(trial: Trial, wanted: Wanted, what: string): Promise<Fetched[]> {
  return fetch(trial, [wanted]).catch((error: unknown) => {
    demand(false, `fetchContent threw for ${what}: ${error}`, 'Answer `{ id, error }` for it.');
  });
}

function demandOneEach(wanted: readonly Wanted[], fetched: readonly Fetched[], when: string): void {
  const ids = fetched.map(({ id }) => id);
  const wrong = wanted.filter(({ id }) => ids.filter((one) => one === id).length !== 1).map(({ id }) => id);
  demand(
    wrong.length === 0 && ids.length === wanted.length,
    () => `${when}, ${ids.length} answers came; not exactly one came for:${few(wrong)}`,
    'Answer each wanted document exactly once, in any order: a body, `unchanged` or an error.',
  );
}

const hasContent: Group['checks'][number]['excuse'] = ({ fetchContent }) =>
  fetchContent ? undefined : 'It has no fetchContent.';

/** Bodies. */
export const contentGroup: Group = {
  name: 'contents and refs',
  checks: [
    {
      name: 'are the same one by one and in the largest batch',
      excuse: hasContent,
      async run(subject) {
        const trial = await subject.open();
        const { contentBatch = 1 } = subject.connector.capabilities;
        const wanted = (await wantedOf(trial)).slice(0, Math.max(2, Math.min(contentBatch, 50)));
        const single: Fetched[] = [];
        for (const one of wanted.slice(0, 5)) {
          const fetched = await fetch(trial, [one]);
          demandOneEach([one], fetched, `Asked for ${one.id} alone`);
          single.push(...fetched);
        }
        const together: Fetched[] = [];
        for (let start = 0; start < wanted.length; start += contentBatch) {
          const part = wanted.slice(start, start + contentBatch);
          const fetched = await fetch(trial, part);
          demandOneEach(part, fetched, `Asked for ${part.length} together`);
          together.push(...fetched);
        }
        for (const one of single) {
          const other = together.find(({ id }) => id === one.id);
          const same = JSON.stringify(one) === JSON.stringify(other) || ('body' in one && typeof one.body === 'object');
          demand(same, `${one.id} has another content in a batch.`, 'Match answers to ids, not to their order.');
        }
      },
    },
    {
      name: 'of one that is not there are an error of that one',
      excuse: hasContent,
      async run(subject) {
        const trial = await subject.open();
        const [first] = await wantedOf(trial);
        const strange: Wanted = { id: 'acequia-no-such-document', ref: first?.ref };
        const id = pickFrom(documentIds(trial.source), 0, 'documents');
        if (first?.ref === undefined) {
          const fetched = await fetchAbsent(trial, strange, 'an id that never was');
          demandOneEach([strange], fetched, 'Asked for an id that never was');
          demand(
            fetched[0] && 'error' in fetched[0],
            'A content came for an id that never was.',
            'Answer `{ id, error }`.',
          );
        }
        if (!trial.source.mutate.delete || !first) return;
        const wanted = (await wantedOf(trial)).find((one) => one.id === id) ?? first;
        await trial.source.mutate.delete(wanted.id);
        const gone = await fetchAbsent(trial, wanted, 'a deleted document');
        demandOneEach([wanted], gone, 'Asked for a deleted document');
        demand(gone[0] && 'error' in gone[0], 'A content came for a deleted document.', 'Answer `{ id, error }`.');
      },
    },
    {
      name: 'are `unchanged` only of what is stored',
      excuse: hasContent,
      async run(subject) {
        const trial = await subject.open();
        const wanted = (await wantedOf(trial)).slice(0, 3);
        for (const one of wanted) {
          const [fetched] = await fetch(trial, [one]);
          demand(
            fetched && 'body' in fetched,
            `No body came for ${one.id}, of which nothing is stored.`,
            'Say `unchanged` only for the `storedVersion`.',
          );
          const [other] = await fetch(trial, [{ ...one, storedVersion: 'acequia-of-long-ago' }]);
          demand(
            other && 'body' in other,
            `${one.id} is "unchanged" since a version that never was.`,
            'Compare with `storedVersion`.',
          );
        }
      },
    },
    {
      name: 'are found by refs of a year ago',
      async run(subject) {
        const trial = await subject.open();
        const { source, host, clock } = trial;
        const documents = upsertsOf(await readEverything(trial)).filter(({ container }) => !container);
        const wanted = await wantedOf(trial);
        await clock.advance(year);
        source.expireCursors?.();
        source.expireCredentials?.();
        const size = subject.connector.capabilities.contentBatch ?? 1;
        for (let start = 0; start < wanted.length; start += size) {
          const part = wanted.slice(start, start + size);
          for (const fetched of await fetch(trial, part)) {
            demand(
              'body' in fetched,
              `A year later ${fetched.id} is not found by its ref: ${'error' in fetched && fetched.error.message}`,
              'Keep ids in `ref`, never signed addresses, page tokens or positions in a listing.',
            );
          }
        }
        const readable = new Set(documentIds(source));
        if (!host.connector.fetchDocuments) return;
        const asked = documents
          .filter(({ id }) => readable.has(id))
          .slice(0, 10)
          .map(toWanted);
        for await (const answer of host.connector.fetchDocuments(host.context(), asked)) {
          demand(answer.type === 'upsert', `A year later fetchDocuments says "${answer.type}".`, 'Look up by ids.');
        }
      },
    },
    {
      name: 'are never those of a broken answer, and are fetched again',
      needs: ['requests'],
      excuse: hasContent,
      async run(subject) {
        const healthy = await subject.open();
        await healthy.host.sync('full');
        const isJson = healthy.source.requests.all.some(({ kind, mime }) => kind === 'content' && /json/.test(mime));
        for (const fault of isJson ? [...losses, ...disguises] : losses) {
          const trial = await subject.open();
          const { host, source } = trial;
          source.faults.at('content', fault, 1);
          await host.sync('full');
          const ready = [...host.store.documents().values()].filter(({ content }) => content === 'ready');
          const wrong = findDifferences(host, source).filter((text) =>
            ready.some(({ id }) => text.startsWith(`${id}: `)),
          );
          demand(
            wrong.length === 0,
            () => `After the first content got "${fault.type}":${few(wrong)}`,
            'Throw, or answer `{ id, error }`; what does not look as described is `bad-response`, never a content.',
          );
          await settle(trial);
          demandSame(
            host,
            source,
            `A day after the first content got "${fault.type}"`,
            'Answer `{ id, error }` or throw.',
          );
        }
      },
    },
  ],
};

import type { Change, Json } from '@acequia/core';
import { demand, few, type Group } from '../check.ts';
import { demandSame, isSame } from '../compare-with-source.ts';
import type { Trial } from '../subject.ts';

const kibibytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? '') / 1024;

/** All changes of reading every slice from the beginning, without storing them. */
export async function readEverything({ host }: Trial): Promise<Change<Json>[]> {
  const changes: Change<Json>[] = [];
  for (const slice of await host.slices()) changes.push(...(await host.read(slice)));
  return changes;
}

export function upsertsOf(changes: readonly Change<Json>[]) {
  return changes.flatMap((change) => (change.type === 'upsert' ? [change.document] : []));
}

/** The first reading. */
export const fullGroup: Group = {
  name: 'full sync',
  checks: [
    {
      name: 'gives exactly what the source has',
      async run(subject) {
        const trial = await subject.open();
        const { status, error } = await trial.host.sync('full');
        demand(
          status === 'success' || status === 'partial',
          () => `It ended with "${status}": ${error?.kind} ${error?.message}`,
          'Throw only SourceErrors, and only for what ends the whole slice.',
        );
        demandSame(trial.host, trial.source, 'After a full sync', 'Compare the mapping with the vendor’s description.');
      },
    },
    {
      name: 'claims what it listed',
      excuse: ({ capabilities }) =>
        capabilities.deletions === 'none' ? 'It does not find deletions (`deletions: none`).' : undefined,
      async run(subject) {
        const trial = await subject.openSynced();
        const { passes } = trial.host.store;
        const empty = passes.filter(({ claims, kind }) => kind === 'feed' && claims.length === 0);
        demand(
          empty.length === 0,
          `These slices were read in full without a \`complete\`:${few(empty.map(({ slice }) => slice || 'all'))}`,
          'Yield `{ type: "complete" }` after the last page, before the last checkpoint.',
        );
      },
    },
    {
      name: 'gives documents within the limits of the contract',
      async run(subject) {
        for (const document of upsertsOf(await readEverything(await subject.open()))) {
          const { id, ref, alias = '', title, url, modifiedAt = 0, createdAt = 0, container, version } = document;
          const short = (text: string) => Buffer.byteLength(text) <= 2048;
          demand(
            id !== '' && short(id) && short(alias),
            `The id or alias of "${title}" is empty or over 2,048 bytes.`,
            'Use the native id.',
          );
          demand(
            !/^https?:/.test(id),
            `The id ${id} is an address.`,
            'Use the native id: addresses change with titles and hosts.',
          );
          demand(kibibytes(ref) <= 16, `The ref of ${id} is over 16 KiB.`, 'Keep ids in it and nothing else.');
          demand(
            url === undefined || URL.canParse(url),
            `The url of ${id} is no address.`,
            'Give an absolute one or none.',
          );
          const isTime = (time: number) => time === 0 || (time > 1e11 && time < 1e14);
          demand(
            isTime(modifiedAt) && isTime(createdAt),
            `The times of ${id} are no milliseconds.`,
            'Convert seconds.',
          );
          demand(
            !container || (document.body === undefined && version === undefined),
            `The container ${id} has a body or version.`,
            'A container has no content.',
          );
          demand(
            isSame(document.fields ?? {}, structuredClone(document.fields ?? {})),
            `The fields of ${id} are no JSON.`,
            'Use plain values.',
          );
        }
      },
    },
    {
      name: 'gives the same documents each time',
      async run(subject) {
        const trial = await subject.open();
        const before = new Map(upsertsOf(await readEverything(trial)).map((document) => [document.id, document]));
        await trial.clock.advance(3_600_000);
        const changed = upsertsOf(await readEverything(trial)).flatMap((document) => {
          const was = before.get(document.id);
          return was && isSame(was, document) ? [] : [`${document.id}: ${differing(was, document)}`];
        });
        demand(
          changed.length === 0,
          () => `Nothing changed, but documents read an hour later do:${few(changed)}`,
          'Leave out what changes by itself: signed addresses, times of reading, counters, the order of members. No version rather than a guessed one.',
        );
      },
    },
  ],
};

function differing(was: object | undefined, is: object): string {
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is)]);
  const value = (of: object | undefined, name: string) => of && Object.getOwnPropertyDescriptor(of, name)?.value;
  return [...names].filter((name) => !isSame(value(was, name), value(is, name))).join(', ');
}

import type { Document } from '@acequia/core';
import { demand, few, type Group } from '../check.ts';
import { collect } from '../collect.ts';
import { demandSame, findDifferences, type Selection } from '../compare-with-source.ts';
import { containerIds, documentIds, isUnder, pickFrom } from '../expected-ids.ts';
import type { Trial } from '../subject.ts';
import { settle } from '../sync-to-the-end.ts';

const noPicker = 'It has no listContainers.';

async function list({ host }: Trial, parent?: string, search?: string): Promise<Document[]> {
  const { connector } = host;
  return connector.listContainers ? collect(connector.listContainers(host.context(), parent, search)) : [];
}

/** Every container that the picker shows, level by level. */
async function walk(trial: Trial): Promise<Map<string, Document>> {
  const found = new Map<string, Document>();
  const parents: (string | undefined)[] = [undefined];
  while (parents.length > 0) {
    for (const container of await list(trial, parents.shift())) {
      const { id, title } = container;
      demand(container.container, `The picker shows "${title}", which is no container.`, 'Yield containers only.');
      demand(!found.has(id), `The picker shows ${id} twice.`, 'Yield the direct containers of the parent, each once.');
      found.set(id, container);
      parents.push(id);
    }
  }
  return found;
}

const nobodyPicked = /nobody picked it$/;

const under =
  (picks: readonly string[]): Selection =>
  (id, expected) =>
    isUnder(id, new Set(picks), expected);

/** Two containers that hold documents and lie beside each other. */
async function choosePicks(trial: Trial): Promise<[Document, Document]> {
  const expected = trial.source.snapshot();
  const documents = documentIds(trial.source);
  const holds = (id: string) => documents.some((document) => isUnder(document, new Set([id]), expected));
  const apart = (a: string, b: string) => !isUnder(a, new Set([b]), expected) && !isUnder(b, new Set([a]), expected);
  // Those inside of others first: a source may not let its top level be deleted.
  const inside = ({ id }: Document) => expected.get(id)?.parent !== undefined;
  const shown = [...(await walk(trial)).values()]
    .filter(({ id }) => holds(id))
    .sort((a, b) => Number(inside(b)) - Number(inside(a)));
  for (const one of shown) {
    const other = shown.find(({ id }) => id !== one.id && apart(one.id, id));
    if (other) return [one, other];
  }
  demand(false, 'The picker shows no two separate containers with documents.', 'Have the fake start with such.');
}

const toPick = ({ id, ref }: Document) => ({ id, ...(ref !== undefined && { ref }) });

/** The tree in the form, and what was picked in it. */
export const pickerGroup: Group = {
  name: 'picker and picks',
  checks: [
    {
      name: 'shows every level of containers, lazily',
      excuse: ({ listContainers }) => (listContainers ? undefined : noPicker),
      async run(subject) {
        const trial = await subject.open();
        const { requests } = trial.source;
        await list(trial);
        const top = requests.count(({ kind }) => kind !== 'token');
        demand(top <= 5, `The top level took ${top} requests.`, 'Ask for one level only; the next when it is opened.');
        const shown = await walk(trial);
        const missing = containerIds(trial.source).filter((id) => !shown.has(id));
        const ends = missing.filter((id) => trial.source.snapshot().get(id)?.parent === undefined);
        demand(ends.length === 0, `The picker lacks containers:${few(ends)}`, 'Yield them at the top level.');
      },
    },
    {
      name: 'reads what was picked and nothing else, and takes picks in and out of a live feed',
      excuse: ({ listContainers }) => (listContainers ? undefined : noPicker),
      async run(subject) {
        const trial = await subject.open();
        const [one, other] = await choosePicks(trial);
        const advice =
          '`slice.roots` are the picks in the feed: list only what is below them, and drop changes from elsewhere.';
        for (const picks of [[one], [one, other], [other]]) {
          trial.host.picks = picks.map(toPick);
          await trial.host.sync();
          await settle(trial);
          const ids = picks.map(({ id }) => id);
          const when = `With ${picks.length} of 2 containers picked`;
          // What was unpicked goes only after a person agreed: it is the host's affair.
          const gone = picks[0] === other;
          if (!gone) demandSame(trial.host, trial.source, when, advice, under(ids));
          else {
            const lost = findDifferences(trial.host, trial.source, under(ids)).filter(
              (text) => !nobodyPicked.test(text),
            );
            demand(lost.length === 0, () => `${when}, something is wrong:${few(lost)}`, advice);
          }
        }
      },
    },
    {
      name: 'follows changes inside and outside of the picks',
      excuse: ({ listContainers }) => (listContainers ? undefined : noPicker),
      needs: ['update'],
      async run(subject) {
        const trial = await subject.open();
        const { source, host } = trial;
        const [one] = await choosePicks(trial);
        host.picks = [toPick(one)];
        await host.sync();
        const expected = source.snapshot();
        const inside = documentIds(source).filter((id) => isUnder(id, new Set([one.id]), expected));
        const outside = documentIds(source).filter((id) => !isUnder(id, new Set([one.id]), expected));
        await source.mutate.update?.(pickFrom(inside, 0, 'documents in a pick'));
        await source.mutate.update?.(pickFrom(outside, 0, 'documents outside of a pick'));
        await settle(trial);
        // What a feed tells from outside of the picks is the host's to leave out.
        const wrong = findDifferences(host, source, under([one.id])).filter((text) => !nobodyPicked.test(text));
        demand(
          wrong.length === 0,
          () => `After changes inside and outside of a pick:${few(wrong)}`,
          'Follow the feed for `slice.roots` too: an update below a pick is an upsert.',
        );
      },
    },
    {
      name: 'loses nothing but a deleted pick itself',
      excuse: ({ listContainers }) => (listContainers ? undefined : noPicker),
      needs: ['delete', 'containers'],
      async run(subject) {
        const trial = await subject.open();
        const [one, other] = await choosePicks(trial);
        trial.host.picks = [one, other].map(toPick);
        await trial.host.sync();
        await trial.source.mutate.delete?.(one.id);
        await trial.source.mutate.create({ parent: other.id, title: 'Beside the deleted one' });
        await trial.host.sync('full');
        await settle(trial);
        const { store } = trial.host;
        const lost = findDifferences(trial.host, trial.source, under([other.id])).filter(
          (text) => !store.withheld().some((id) => text.startsWith(id)),
        );
        demand(
          lost.length === 0,
          () => `After one of two picks was deleted at the source:${few(lost)}`,
          'A root that is gone is a `delete` of it, or a failure with its id; catch its error with `await` or `yield*` inside the try, and go on with the other roots.',
        );
      },
    },
  ],
};

import { demand, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { containerIds, documentIds, isUnder, pickFrom } from '../expected-ids.ts';
import type { Trial } from '../subject.ts';
import { settle, syncToTheEnd } from '../sync-to-the-end.ts';

const advice =
  'What a slice says is about that slice only: `delete` in the one that a document left, an upsert in the one that it came to; a container that came in is also a `relist`.';

async function follow(trial: Trial, what: string): Promise<void> {
  await trial.clock.advance(120_000);
  await syncToTheEnd(trial);
  await settle(trial);
  demandSame(trial.host, trial.source, `After ${what}`, advice);
}

/** Two places of different slices: containers, the first of which has documents below it. */
function findPlaces({ source }: Trial): { readonly from: string; readonly to: string; readonly document: string } {
  const expected = source.snapshot();
  for (const document of documentIds(source)) {
    const from = expected.get(document)?.slice;
    const to = containerIds(source).find((id) => {
      const { slice } = expected.get(id) ?? {};
      return slice !== undefined && slice !== from;
    });
    if (from !== undefined && to !== undefined) return { from, to, document };
  }
  demand(
    false,
    'The fake has no two slices with containers.',
    'Say `slice` in the snapshot, and have the fake start with two; or name `moveAcross` in `cannot`.',
  );
}

/** Things that change their place. */
export const moveGroup: Group = {
  name: 'moves',
  checks: [
    {
      name: 'within a slice are a new parent and no download',
      needs: ['move'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source } = trial;
        const expected = source.snapshot();
        const found = documentIds(source).flatMap((id) => {
          const { slice, parent } = expected.get(id) ?? {};
          const to = containerIds(source).find((other) => other !== parent && expected.get(other)?.slice === slice);
          return to === undefined ? [] : [{ id, to }];
        });
        const [one] = found;
        demand(one, 'The fake has no second container in a slice.', 'Have it start with some.');
        await source.mutate.move?.(one.id, one.to);
        await follow(trial, `moving ${one.id} to ${one.to}`);
      },
    },
    ...(['forwards', 'backwards'] as const).map((order) => ({
      name: `between slices lose nothing (slices read ${order})`,
      needs: ['move', 'moveAcross'] as const,
      async run(subject: Parameters<Group['checks'][number]['run']>[0]) {
        const trial = await subject.openSynced();
        const { connector } = subject;
        if (order === 'backwards' && connector.slices) {
          const { slices } = connector;
          trial.host.use({
            ...connector,
            async *slices(context, picks, known) {
              const all = [];
              for await (const slice of slices(context, picks, known)) all.push(slice);
              yield* all.reverse();
            },
          });
        }
        const { to, document } = findPlaces(trial);
        const home = trial.source.snapshot().get(document)?.parent;
        const id = (await trial.source.mutate.move?.(document, to)) ?? document;
        await follow(trial, `moving ${document} to ${to}`);
        if (home === undefined) return;
        await trial.source.mutate.move?.(id, home);
        await follow(trial, `moving ${id} back to ${home}`);
      },
    })),
    {
      name: 'of a container take along what is in it, into another slice and back',
      needs: ['move', 'moveAcross', 'containers'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source } = trial;
        const { to } = findPlaces(trial);
        const other = source.snapshot().get(to)?.slice;
        const folder = await source.mutate.create({ container: true, title: 'Moving', parent: from(trial, other) });
        const inside = await source.mutate.create({ parent: folder, title: 'In the moving one' });
        await follow(trial, 'a creation in a new container');
        const home = source.snapshot().get(folder)?.parent;
        // Where ids are paths, both have other ones now.
        const moved = (await source.mutate.move?.(folder, to)) ?? folder;
        demand(holdsSomething(trial, moved), `The fake lost ${inside}.`, 'Move containers with all below.');
        await follow(trial, `moving the container ${folder} to ${to}`);
        if (home === undefined) return;
        await source.mutate.move?.(moved, home);
        await follow(trial, `moving the container ${folder} back`);
      },
    },
    {
      name: 'of a container within a slice move what is in it',
      needs: ['move', 'containers'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source } = trial;
        const top = pickFrom(containerIds(source), 0, 'containers');
        const [one, two] = [
          await source.mutate.create({ container: true, parent: top, title: 'One' }),
          await source.mutate.create({ container: true, parent: top, title: 'Two' }),
        ];
        const inside = await source.mutate.create({ parent: one, title: 'In one' });
        await follow(trial, 'creations in new containers');
        const moved = (await source.mutate.move?.(one, two)) ?? one;
        await follow(trial, `moving the container ${one} into ${two}`);
        demand(holdsSomething(trial, moved), `The fake lost ${inside}.`, 'Move containers with all below.');
      },
    },
  ],
};

/** A container of any other slice than this one. */
function from({ source }: Trial, other: string | undefined): string {
  const expected = source.snapshot();
  return pickFrom(
    containerIds(source).filter((id) => expected.get(id)?.slice !== other),
    0,
    'containers outside of that slice',
  );
}

function holdsSomething({ source }: Trial, container: string): boolean {
  const expected = source.snapshot();
  return [...expected.keys()].some((id) => id !== container && isUnder(id, new Set([container]), expected));
}

import type { Access } from '@acequia/core';
import { demand, few, type Group } from '../check.ts';
import { collect } from '../collect.ts';
import { demandSame, isSame } from '../compare-with-source.ts';
import { containerIds, documentIds, pickFrom } from '../expected-ids.ts';
import { settle, syncToTheEnd } from '../sync-to-the-end.ts';

const some: Access = { mode: 'replace', allow: [{ type: 'user', id: 'acequia-reader' }] };

/** Who may read what. */
export const accessGroup: Group = {
  name: 'access',
  checks: [
    {
      name: 'is that of the source, and narrows without a download',
      needs: ['setAccess'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source, host } = trial;
        demandSame(host, source, 'After a full sync', 'Give `access` only where the document has its own.');
        const id = pickFrom(documentIds(source), 1, 'documents');
        await source.mutate.setAccess?.(id, some);
        await trial.clock.advance(120_000);
        source.requests.clear();
        await syncToTheEnd(trial);
        if (host.connector.readAccess) await host.sync('access');
        demandSame(host, source, 'After the readers of a document changed', 'Yield an upsert for it.');
        const contents = source.requests.count('content');
        demand(contents === 0, `New readers cost ${contents} contents.`, 'Leave readers out of `version`.');
        await source.mutate.setAccess?.(id, undefined);
        await settle(trial);
        demandSame(host, source, 'After a document has its container’s readers again', 'Leave `access` out then.');
      },
    },
    {
      name: 'of a container is one document’s change, not that of all below',
      needs: ['setAccess', 'containers'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source, host, clock } = trial;
        await source.mutate.setAccess?.(pickFrom(containerIds(source), -1, 'containers'), some);
        await clock.advance(120_000);
        const { counts } = await syncToTheEnd(trial);
        await settle(trial);
        demandSame(host, source, 'After the readers of a container changed', 'Yield an upsert for the container.');
        const written = counts.updated + counts.moved;
        demand(
          written <= 1,
          `${written} documents were written for the readers of one container.`,
          'Never compute inherited access: the host derives it.',
        );
      },
    },
    {
      name: 'alone says the same as the reading of everything',
      needs: ['setAccess'],
      excuse: ({ readAccess }) => (readAccess ? undefined : 'It has no readAccess.'),
      async run(subject) {
        const trial = await subject.openSynced();
        const { source, host } = trial;
        await source.mutate.setAccess?.(pickFrom(documentIds(source), 0, 'documents'), some);
        const wrong: string[] = [];
        for (const slice of await host.slices()) {
          const changes = await collect(host.connector.readAccess?.(host.context(), slice, null) ?? none());
          for (const change of changes) {
            if (change.type !== 'access') continue;
            const expected = source.snapshot().get(change.id);
            if (expected && !isSame(change.access, expected.access)) wrong.push(change.id);
          }
        }
        demand(
          wrong.length === 0,
          () => `readAccess is wrong about:${few(wrong)}`,
          'Map access in one place for both.',
        );
      },
    },
    {
      name: 'groups have ids and members',
      excuse: ({ groups }) => (groups ? undefined : 'It has no groups.'),
      async run(subject) {
        const { host } = await subject.open();
        const groups = await collect(host.connector.groups?.(host.context()) ?? none());
        const ids = new Set(groups.map(({ id }) => id));
        demand(ids.size === groups.length, 'A group comes twice.', 'Yield each group once, with its direct members.');
        const [broken] = groups.filter(({ id, members }) => id === '' || !Array.isArray(members));
        demand(!broken, 'A group has no id or no members.', 'Give the native id and an array, empty if need be.');
      },
    },
  ],
};

async function* none(): AsyncGenerator<never> {}

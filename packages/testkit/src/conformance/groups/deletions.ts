import { demand, few, type Group } from '../check.ts';
import { demandSame } from '../compare-with-source.ts';
import { documentIds } from '../expected-ids.ts';
import { settle } from '../sync-to-the-end.ts';

/** What may look like a deletion. */
export const deletionGroup: Group = {
  name: 'lossy listings',
  checks: [
    {
      name: 'delete nothing that the source still has',
      needs: ['hide'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source, host } = trial;
        const ids = documentIds(source);
        const hidden = ids.filter((_, index) => index % 20 === 0);
        source.hide?.(hidden);
        await host.sync('full');
        await settle(trial);
        const stored = host.store.documents();
        const gone = hidden.filter((id) => !stored.has(id) || host.store.withheld().includes(id));
        demand(
          gone.length === 0,
          () => `The listing left out 5 % of the documents, and these were taken for deleted:${few(gone)}`,
          'Where a listing may miss things, claim `{ type: "complete", confirm: true }` and have fetchDocuments, so that each absent document is asked for.',
        );
        source.hide?.([]);
        await settle(trial);
        demandSame(host, source, 'After everything is listed again', 'Yield documents as they are listed.');
      },
    },
    {
      name: 'still show what is really gone',
      needs: ['hide', 'delete'],
      async run(subject) {
        const trial = await subject.openSynced();
        const [id = ''] = documentIds(trial.source);
        await trial.source.mutate.delete?.(id);
        await settle(trial);
        demand(
          !trial.host.store.documents().has(id),
          `The document ${id} was deleted and is still there a day later.`,
          'Have fetchDocuments say `delete` (or a failure `gone` or `not-found`) for what is no more.',
        );
      },
    },
  ],
};

import { hash } from 'node:crypto';
import type { ExpectedDocument, FakeSource } from '../../fake/fake-source.ts';
import type { MemoryDocument } from '../../store/memory-rows.ts';
import { demand, few, type Group } from '../check.ts';
import { demandSame, findDifferences } from '../compare-with-source.ts';
import { documentIds, pickFrom } from '../expected-ids.ts';
import { settle } from '../sync-to-the-end.ts';

/** Documents to which other documents belong: their attachments, files, sub-pages. */
function findOwners(source: FakeSource): string[] {
  const expected = source.snapshot();
  const parents = [...expected.values()].flatMap(({ container, parent = '' }) => (container ? [] : [parent]));
  return [...new Set(parents)].filter((id) => expected.get(id)?.container === false);
}

function isInvented(has: MemoryDocument | undefined, { body }: Partial<ExpectedDocument> = {}): boolean {
  return has?.content === 'ready' && body !== undefined && has.contentHash !== hash('sha256', body);
}

/** Single documents that cannot be read. */
export const failureGroup: Group = {
  name: 'failures of single documents',
  checks: [
    {
      name: 'cost only themselves, are remembered, and heal',
      needs: ['forbid'],
      async run(subject) {
        const trial = await subject.open();
        const { source, host } = trial;
        const ids = documentIds(source);
        const forbidden = [pickFrom(ids, 1, 'documents'), pickFrom(ids, -1, 'documents')];
        source.forbid?.(forbidden);
        await host.sync('full');
        const wrong = findDifferences(host, source);
        demand(
          wrong.length === 0,
          () => `Two documents answer 403, and:${few(wrong)}`,
          'Answer `{ id, error }` in fetchContent, or yield a failure with the id, and go on with the others.',
        );
        const invented = forbidden.filter((id) =>
          isInvented(host.store.documents().get(id), source.snapshot().get(id)),
        );
        demand(
          invented.length === 0,
          () => `Documents that nobody may read have another content than theirs:${few(invented)}`,
          'What came instead of a content (an error page, nothing) is none: answer `{ id, error }`.',
        );
        source.forbid?.([]);
        await settle(trial);
        await settle(trial);
        demandSame(host, source, 'A day after two documents may be read again', 'Answer for them by their `ref`.');
      },
    },
    {
      name: 'of documents that were read before leave what is stored',
      needs: ['forbid', 'update'],
      async run(subject) {
        const trial = await subject.openSynced();
        const { source, host, clock } = trial;
        const id = pickFrom(documentIds(source), 0, 'documents');
        source.forbid?.([id]);
        await source.mutate.update?.(id);
        await clock.advance(120_000);
        await host.sync();
        await host.sync('full');
        demand(
          host.store.documents().has(id) && !host.store.withheld().includes(id),
          `The document ${id} answers 403 for a moment, and it was deleted.`,
          'A 403 or 404 is no deletion: yield a failure with the id. `delete` and `gone` only when the source says deleted.',
        );
        source.forbid?.([]);
        await settle(trial);
        await settle(trial);
        demandSame(host, source, 'After it may be read again', 'Answer for it by its `ref`.');
      },
    },
    {
      name: 'of an owner, or of what it owns, touch nothing else',
      needs: ['requests', 'update'],
      excuse: (_, source) =>
        findOwners(source).length > 0 ? undefined : 'No document of this source belongs to another one.',
      async run(subject) {
        for (const index of [1, 2, 3]) {
          const trial = await subject.openSynced();
          const { source, host, clock } = trial;
          const before = documentIds(source);
          await source.mutate.update?.(pickFrom(findOwners(source), 0, 'documents that own others'));
          await clock.advance(120_000);
          let seen = 0;
          source.faults.at(({ kind }) => kind === 'content' && ++seen === index, { type: 'status', status: 500 }, 1);
          await host.sync();
          const stored = host.store.documents();
          const gone = before.filter((id) => !stored.has(id) || host.store.withheld().includes(id));
          demand(
            gone.length === 0,
            () =>
              `A document that owns others changed, content ${index} got status 500, and these were deleted:${few(gone)}`,
            'Answer an error for the one whose request failed: `children` only when the whole set is known.',
          );
          await settle(trial);
          demandSame(
            host,
            source,
            `A day after content ${index} of a changed owner failed`,
            'Keep the `ref`s of both.',
          );
        }
      },
    },
    {
      name: 'are told by their kinds',
      excuse: ({ fetchDocuments }) => (fetchDocuments ? undefined : 'It has no fetchDocuments.'),
      async run(subject) {
        const { host } = await subject.open();
        const strange = 'acequia-no-such-document';
        const answers = [];
        for await (const answer of host.connector.fetchDocuments?.(host.context(), [{ id: strange }]) ?? []) {
          answers.push(answer);
        }
        const [answer] = answers;
        const kind = answer?.type === 'failure' ? answer.error.kind : answer?.type;
        demand(
          answers.length === 1 && answer?.type === 'failure' && answer.id === strange,
          `fetchDocuments answered ${JSON.stringify(answers)} for an id that never was.`,
          'Answer each wanted document once: a failure `not-found` with its id for what the source does not know.',
        );
        demand(
          kind === 'not-found' || kind === 'bad-response' || kind === 'bad-settings' || kind === 'forbidden',
          `fetchDocuments says "${kind}" for an id that never was.`,
          'Say `not-found`: `gone` only when the source says that it was deleted.',
        );
      },
    },
  ],
};

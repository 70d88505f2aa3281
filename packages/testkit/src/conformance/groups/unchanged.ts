import { demand, type Group } from '../check.ts';
import { day } from '../sync-to-the-end.ts';

/** Nothing happened at the source. */
export const unchangedGroup: Group = {
  name: 'no change',
  checks: (['incremental', 'full'] as const).map((kind) => ({
    name: `costs no content and writes nothing (${kind})`,
    async run(subject) {
      const { host, source, clock } = await subject.openSynced();
      // The look-back of a window first, then a quiet day.
      await host.sync();
      for (const wait of [1000, day]) {
        await clock.advance(wait);
        source.requests.clear();
        const { counts, status } = await host.sync(kind);
        demand(status === 'success', `It ended with "${status}".`, 'Nothing changed: nothing can go wrong.');
        const contents = source.requests.count('content');
        demand(
          contents === 0,
          `${contents} requests for contents, though nothing changed.`,
          'Give each document a `version` that changes with its content only, and have it in the listing.',
        );
        const written = counts.created + counts.updated + counts.moved + counts.restored + counts.deleted;
        demand(
          written === 0 && counts.bytes === 0,
          `${written} documents were written and ${counts.bytes} bytes read, though nothing changed.`,
          'Give a document the same members each time it is read; a body in the listing wants a `version` too.',
        );
      }
    },
  })),
};

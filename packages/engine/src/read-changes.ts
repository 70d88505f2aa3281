import { AcequiaError } from '@acequia/core';
import type { ChangeLog } from '@acequia/store';
import { decodePosition, encodePosition } from './change-position.ts';
import type { SourceManager } from './data-sources.ts';
import { infoOf } from './document-info.ts';
import type { Ref } from './engine.ts';
import type { ChangeEntry } from './stored-documents.ts';

/**
 * The change log of a knowledge base after a position: its data sources one after another.
 *
 * @throws AcequiaError `bad_position`, `position_expired`
 */
export async function* readChanges(
  manager: SourceManager,
  log: ChangeLog,
  base: Ref,
  after: string | undefined,
): AsyncGenerator<ChangeEntry> {
  const position = decodePosition(after);
  for (const { id, name } of await manager.list(base)) {
    const from = position.get(id) ?? 0;
    if (from > 0 && from < (await log.purgedSeq(id))) throw expired(name);
    for (;;) {
      const changes = await log.changesAfter(id, position.get(id) ?? 0, 500, 8 * 1024 * 1024);
      if (changes.length === 0) break;
      for (const { seq, deleted, document, markdown } of changes) {
        position.set(id, seq);
        const entry = { position: encodePosition(position), document: infoOf(document) };
        yield deleted ? { ...entry, type: 'delete' } : { ...entry, type: 'upsert', markdown };
      }
    }
  }
}

function expired(name: string): AcequiaError {
  return new AcequiaError(
    'position_expired',
    `Deletions of ${name} that this position has not seen are gone from the log`,
    {
      hint: 'Begin without a position and drop what is not named. Deletions stay in the log for 30 days.',
    },
  );
}

import { type Change, type Context, SourceError } from '@acequia/core/contract';
import type { ChangeReport } from './change-report.ts';
import type { Cursor } from './cursor.ts';
import { toContainer, toFailure, toFileDocument } from './document.ts';
import type { BrokenEntry } from './listing.ts';
import type { Path } from './path.ts';
import { pathId } from './path-id.ts';
import type { Reading } from './reading.ts';
import { isSelectedBelow } from './selection.ts';
import type { Settings } from './settings.ts';

/**
 * Tells what changed below each root since its token. False where the server cannot say so on all levels (any more): then
 * nothing was missed, but everything must be walked. Throws `cursor-expired` when it forgot a token.
 */
export async function* followRoots(
  reading: Reading,
  begun: readonly string[],
): AsyncGenerator<Change<Cursor>, boolean> {
  const { client, roots } = reading;
  if (begun.length !== roots.length) throw new SourceError('cursor-expired', 'Other folders are picked now');
  const tokens = [...begun];
  for (const [index, root] of roots.entries()) {
    for (let more = true; more; ) {
      const before = tokens[index] ?? '';
      const report = await client.changes(root, before);
      if (!report) return false;
      if (report.more && report.token === before) {
        throw new SourceError('bad-response', 'The changes of the folder do not come to an end', {
          remedy: 'It is tried again.',
        });
      }
      yield* tellChanges(reading, root, report);
      tokens[index] = report.token;
      if (report.token !== before) yield { type: 'checkpoint', cursor: { phase: 'following', tokens: [...tokens] } };
      ({ more } = report);
    }
  }
  return true;
}

async function* tellChanges(
  { client, context }: Reading,
  root: Path,
  { changed, removed, unfollowed, broken, answeredAt }: ChangeReport,
): AsyncGenerator<Change<Cursor>> {
  const isWanted = ({ path }: { readonly path: Path }) => isSelectedBelow(context.settings, root, path);
  // A path is the id of a folder, and of a file where the server has no numbers; of other files it is the alias.
  for (const path of removed) {
    yield { type: 'delete', id: pathId(path) };
    yield { type: 'delete', alias: pathId(path) };
  }
  const { address } = client;
  const folders = changed.filter((entry) => entry.resource.collection && isWanted(entry)).map(({ path }) => path);
  const known = folders.length > 0 ? await context.known(folders.map(pathId)) : new Map();
  // What came in with a folder is not reported by every server. Said before the folder: once that is stored it is known.
  const came = folders.filter((path) => !known.has(pathId(path)));
  for (const path of [...came, ...unfollowed]) yield { type: 'relist', id: pathId(path) };
  for (const path of folders) yield { type: 'upsert', document: toContainer(address, path) };
  for (const entry of changed.filter(({ resource }) => !resource.collection).filter(isWanted)) {
    yield { type: 'upsert', document: toFileDocument(address, entry, answeredAt) };
  }
  yield* tellBroken(context, broken.filter(isWanted));
}

/** A new file, or one that is known by a number which the server does not give: only a listing finds it. */
async function* tellBroken(context: Context<Settings>, broken: readonly BrokenEntry[]): AsyncGenerator<Change<Cursor>> {
  if (broken.length === 0) return;
  const known = await context.known(broken.map(({ path }) => pathId(path)));
  for (const { path, error } of broken) {
    if (!known.has(pathId(path))) throw new SourceError('cursor-expired', `A change is not told: ${error.message}`);
    yield toFailure(path, error);
  }
}

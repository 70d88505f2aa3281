import type { FileHandle } from 'node:fs/promises';
import { type Context, describeError, type Fetched, SourceError, type Wanted } from '@acequia/core/contract';
import { type BytePath, toText } from './byte-path.ts';
import { type Folder, openFolder } from './client.ts';
import { type Disk, openDisk } from './disk.ts';
import { stateOf } from './file-state.ts';
import { openFile } from './open-file.ts';
import { type PlainContent, wholeUpTo } from './plain-files.ts';
import type { Settings } from './settings.ts';
import { toSourceError } from './source-error.ts';
import { findWantedPath, wantedPath } from './wanted-path.ts';

/** Bytes of one piece of a stream. */
const pieceSize = 256 * 1024;

/** Contents, each with the version of exactly its bytes. A file that changes while it is read is an error, `transient`. */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const disk = await openDisk(context);
  for (const run of runsOf(wanted)) {
    context.signal.throwIfAborted();
    const plain = await readPlain(disk, run);
    for (const [i, one] of run.entries()) yield toFetched(one, plain[i]) ?? (await fetchOne(context, one));
  }
}

/** What is read together: a few small files, or one. */
function runsOf(wanted: readonly Wanted[]): Wanted[][] {
  const runs: Wanted[][] = [];
  let room = 0;
  for (const one of wanted) {
    const { size = wholeUpTo } = one;
    const run = size <= room ? runs.at(-1) : undefined;
    if (run) run.push(one);
    else runs.push([one]);
    room = (run ? room : wholeUpTo) - size;
  }
  return runs;
}

async function readPlain(disk: Disk, run: readonly Wanted[]): Promise<readonly PlainContent[]> {
  // Whatever is no path stands for the root, which is no file.
  const files = run.map((one) => ({
    real: `${disk.folder.root}/${findWantedPath(one) ?? ''}`,
    storedVersion: one.storedVersion,
  }));
  return disk.read(files);
}

function toFetched({ id }: Wanted, plain: PlainContent): Fetched | undefined {
  if (!plain) return undefined;
  const { version, bytes } = plain;
  return bytes ? { id, version, body: bytes } : { id, unchanged: true };
}

/** Throws when the folder itself is no longer there: that says nothing of the document. */
async function fetchOne(context: Context<Settings>, wanted: Wanted): Promise<Fetched> {
  const { id, storedVersion } = wanted;
  const folder = await openFolder(context);
  try {
    const path = wantedPath(wanted);
    const { handle, stats } = await openFile(folder, path);
    try {
      const { version, size } = stateOf(stats);
      if (version === storedVersion) return { id, unchanged: true };
      if (size > wholeUpTo) return { id, version, body: streamFile(context, folder, path, version) };
      return { id, version, body: await readWhole(handle, path, size, version) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { id, error: describeError(toSourceError(error, wanted.title ?? id)) };
  }
}

async function readWhole(handle: FileHandle, path: BytePath, size: number, version: string): Promise<Uint8Array> {
  // One byte for an empty file: some file systems say 0 for what they make up on the fly. Unpooled, so that the bytes can be transferred.
  const buffer = Buffer.allocUnsafeSlow(Math.max(size, 1));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  await assertUnchanged(handle, path, version, filled);
  return buffer.subarray(0, filled);
}

/** Opens the file only when the host begins to read, so that a body nobody reads holds no handle, and closes it whenever the host stops. */
async function* streamFile(
  context: Context<Settings>,
  folder: Folder,
  path: BytePath,
  version: string,
): AsyncGenerator<Uint8Array> {
  const { handle, stats } = await openFile(folder, path);
  try {
    if (stateOf(stats).version !== version) throw changed(path);
    let total = 0;
    for (;;) {
      context.signal.throwIfAborted();
      const piece = Buffer.allocUnsafeSlow(pieceSize);
      const { bytesRead } = await handle.read(piece, 0, pieceSize);
      if (bytesRead === 0) break;
      total += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
    await assertUnchanged(handle, path, version, total);
  } catch (error) {
    throw toSourceError(error, toText(path));
  } finally {
    await handle.close();
  }
}

async function assertUnchanged(handle: FileHandle, path: BytePath, version: string, bytes: number): Promise<void> {
  const now = stateOf(await handle.stat({ bigint: true }));
  if (now.version !== version) throw changed(path);
  if (now.size !== bytes) {
    throw new SourceError('unreadable', `"${toText(path)}" holds ${bytes} bytes, its file system says ${now.size}`);
  }
}

function changed(path: BytePath): SourceError {
  return new SourceError('transient', `"${toText(path)}" changed while being read`);
}

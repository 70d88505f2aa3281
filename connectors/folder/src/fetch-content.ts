import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { type Context, describeError, type Fetched, SourceError, type Wanted } from '@acequia/core/contract';
import { type BytePath, toText } from './byte-path.ts';
import { type Folder, openFolder } from './client.ts';
import { versionOf } from './file.ts';
import { openFile } from './open-file.ts';
import type { Settings } from './settings.ts';
import { toSourceError } from './source-error.ts';
import { wantedPath } from './wanted-path.ts';

/** Files up to this many bytes come whole, larger ones as a stream. */
const wholeUpTo = 1024 * 1024;
/** Bytes of one piece of a stream. */
const pieceSize = 256 * 1024;

/** Contents, each with the version of exactly its bytes. A file that changes while it is read is an error, `transient`. */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const folder = await openFolder(context);
  for (const one of wanted) {
    context.signal.throwIfAborted();
    yield await fetchOne(context, folder, one);
  }
}

async function fetchOne(context: Context<Settings>, folder: Folder, wanted: Wanted): Promise<Fetched> {
  const { id, storedVersion } = wanted;
  try {
    const path = wantedPath(wanted);
    const { handle, stats } = await openFile(folder, path);
    try {
      const version = versionOf(stats);
      if (version === storedVersion) return { id, unchanged: true };
      if (stats.size > wholeUpTo) return { id, version, body: streamFile(context, folder, path, version) };
      return { id, version, body: await readWhole(handle, path, stats) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { id, error: describeError(toSourceError(error, wanted.title ?? id)) };
  }
}

async function readWhole(handle: FileHandle, path: BytePath, stats: BigIntStats): Promise<Uint8Array> {
  const size = Number(stats.size);
  // One byte for an empty file: some file systems say 0 for what they make up on the fly. Unpooled, so that the bytes can be transferred.
  const buffer = Buffer.allocUnsafeSlow(Math.max(size, 1));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  await assertUnchanged(handle, path, versionOf(stats), filled);
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
    if (versionOf(stats) !== version) throw changed(path);
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
  const stats = await handle.stat({ bigint: true });
  if (versionOf(stats) !== version) throw changed(path);
  if (stats.size !== BigInt(bytes)) {
    throw new SourceError('unreadable', `"${toText(path)}" holds ${bytes} bytes, its file system says ${stats.size}`);
  }
}

function changed(path: BytePath): SourceError {
  return new SourceError('transient', `"${toText(path)}" changed while being read`);
}

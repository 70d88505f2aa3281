import { constants, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AcequiaError, type DocumentDetails } from '@acequia/engine';
import { ExportPaths } from './export-paths.ts';

/** What was written. */
export interface Exported {
  readonly directory: string;
  readonly documents: number;
  /** Documents with a text, so files. */
  readonly files: number;
  /** Of the texts. */
  readonly bytes: number;
}

export interface ExportOptions {
  readonly directory: string;
  /** Write into a folder that is not empty, over files of the same name. */
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (exported: Exported) => void;
}

/** Name of the file with one JSON object a document. */
export const metadataName = 'documents.jsonl';

/**
 * Writes documents as markdown files and their metadata as JSONL, one at a time in memory.
 *
 * @throws AcequiaError `directory_not_empty`, `directory_not_writable`
 */
export async function writeExport(
  documents: AsyncIterable<DocumentDetails>,
  options: ExportOptions,
): Promise<Exported> {
  const directory = await prepareDirectory(options);
  const paths = new ExportPaths([metadataName]);
  let exported: Exported = { directory, documents: 0, files: 0, bytes: 0 };
  const folders = new Set<string>();
  async function* lines(): AsyncGenerator<string> {
    for await (const { markdown, ...metadata } of documents) {
      options.signal.throwIfAborted();
      let file: string | undefined;
      if (markdown !== undefined) {
        file = paths.take(metadata);
        const folder = dirname(file);
        if (!folders.has(folder)) await makeFolder(directory, folder);
        folders.add(folder);
        await writeText(join(directory, file), markdown);
      }
      const { documents: count, files, bytes } = exported;
      const written = markdown === undefined ? 0 : Buffer.byteLength(markdown);
      exported = { directory, documents: count + 1, files: files + (file ? 1 : 0), bytes: bytes + written };
      options.onProgress(exported);
      yield `${JSON.stringify({ file, ...metadata })}\n`;
    }
  }
  const target = join(directory, metadataName);
  await writeText(target, '');
  await pipeline(Readable.from(lines()), createWriteStream(target));
  return exported;
}

/** The real path of the folder, which is made if it is missing. */
async function prepareDirectory({ directory, overwrite }: ExportOptions): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
    const found = await readdir(directory);
    if (found.length > 0 && !overwrite) {
      throw new AcequiaError('directory_not_empty', `${directory} is not empty.`, {
        hint: 'Name a new folder, or add --overwrite: files of the same name are replaced, others stay.',
      });
    }
    return await realpath(directory);
  } catch (error) {
    if (AcequiaError.isInstance(error)) throw error;
    throw unwritable(directory, error);
  }
}

/** One level after the other: what was there before may be a link that leads out. */
async function makeFolder(directory: string, folder: string): Promise<void> {
  let path = directory;
  for (const name of folder.split('/')) {
    path = join(path, name);
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw unwritable(path, error);
    });
    if (!(await lstat(path)).isDirectory()) throw unwritable(path, new Error('it is there already and no folder'));
  }
}

/** Follows no link: the file itself is written, or nothing. */
async function writeText(path: string, text: string): Promise<void> {
  const { O_CREAT, O_NOFOLLOW = 0, O_TRUNC, O_WRONLY } = constants;
  const handle = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

function unwritable(path: string, cause: unknown): AcequiaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AcequiaError('directory_not_writable', `${path} cannot be written: ${reason}`, {
    hint: 'Choose a new folder, or one that you may write to.',
    cause,
  });
}

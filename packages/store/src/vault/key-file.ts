import { chmod, link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AcequiaError } from '@acequia/core';
import { type EncryptionKey, formatKeys, parseKeys } from './encryption-key.ts';

const readableByOthers = 0o077;

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? '');
}

function unusable(file: string, doing: string, cause: unknown): AcequiaError {
  return new AcequiaError('encryption_key_file', `The key file ${file} cannot be ${doing} (${codeOf(cause)})`, {
    hint: 'Check its permissions and those of its folder, or set ACEQUIA_ENCRYPTION_KEY.',
    cause,
  });
}

/** The keys of a file, or undefined when there is no such file. @throws AcequiaError `encryption_key_file`, `encryption_key_invalid` */
export async function readKeyFile(file: string): Promise<EncryptionKey[] | undefined> {
  let text: string;
  try {
    const { mode } = await stat(file);
    // Windows has no such bits: there a file's mode says nothing about who reads it.
    if (process.platform !== 'win32' && (mode & readableByOthers) !== 0) {
      throw new AcequiaError('encryption_key_file', `The key file ${file} is open to other users of this machine`, {
        hint: `Run: chmod 600 '${file}'. Rotate the key if somebody may have read it.`,
      });
    }
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw AcequiaError.isInstance(error) ? error : unusable(file, 'read', error);
  }
  return parseKeys(text);
}

async function writeBeside(file: string, keys: readonly EncryptionKey[]): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(formatKeys(keys));
    await handle.sync();
  } finally {
    await handle.close();
  }
  // The process's umask can only take permissions away; without write permission the owner could not replace it later.
  await chmod(beside, 0o600);
  return beside;
}

async function syncFolder(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

/** Makes the file, complete or not at all. Answers false, and leaves it alone, when it exists already. */
export async function createKeyFile(file: string, keys: readonly EncryptionKey[]): Promise<boolean> {
  try {
    const beside = await writeBeside(file, keys);
    try {
      // A link fails where a file is; a rename would replace the key that another process has just made.
      await link(beside, file);
    } finally {
      await unlink(beside);
    }
    await syncFolder(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw unusable(file, 'written', error);
  }
}

/** Puts these keys in place of what the file has, complete or not at all. */
export async function replaceKeyFile(file: string, keys: readonly EncryptionKey[]): Promise<void> {
  try {
    await rename(await writeBeside(file, keys), file);
    await syncFolder(file);
  } catch (error) {
    throw unusable(file, 'written', error);
  }
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Answers } from './answers.ts';
import { fillIn } from './fill-in.ts';
import { packageManifest, type TemplateManifest } from './package-manifest.ts';
import { UsageError } from './usage-error.ts';

/** Templates under names that npm would leave out of a package, or take for its own. */
const renamed: Readonly<Record<string, string>> = {
  gitignore: '.gitignore',
  'github/ci.yml': '.github/workflows/ci.yml',
};
const manifest = 'package.template.json';

/**
 * Writes a new package. Nothing that exists is overwritten.
 *
 * @param template folder with the template's files
 * @returns the written files, relative to the folder, sorted
 * @throws UsageError when there is something in the folder
 */
export async function createConnector(template: string, folder: string, answers: Answers): Promise<string[]> {
  await requireEmpty(folder);
  const example: TemplateManifest = JSON.parse(await readFile(join(template, manifest), 'utf8'));
  const written: string[] = [];
  for (const path of await listFiles(template)) {
    const file = targetOf(path, answers);
    if (file === undefined) continue;
    const text = await readFile(join(template, path), 'utf8');
    const content = contentOf(text, path, example, answers);
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content, { flag: 'wx' });
    written.push(file);
  }
  return written.sort();
}

/** Undefined: the package has no such file. */
function targetOf(path: string, { license }: Answers): string | undefined {
  if (path === manifest) return 'package.json';
  if (path.startsWith('licenses/')) return path === `licenses/${license.toLowerCase()}.txt` ? 'LICENSE' : undefined;
  return renamed[path] ?? path;
}

function contentOf(text: string, path: string, example: TemplateManifest, answers: Answers): string {
  if (path === manifest) return packageManifest(example, answers);
  if (!path.startsWith('licenses/')) return fillIn(text, path, example, answers);
  const holder = answers.author === '' ? `the authors of ${answers.name}` : answers.author;
  return text.replace('{year}', () => String(new Date().getFullYear())).replace('{holder}', () => holder);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}

async function requireEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new UsageError(`"${folder}" cannot be used (${error.code})`, 'Name a folder that is empty or not there yet.');
  });
  // A repository that was just made is as good as empty.
  if (found.every((name) => name === '.git')) return;
  throw new UsageError(
    `"${folder}" is not empty`,
    'Nothing is overwritten: name a folder that is empty or not there yet.',
  );
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderConnectorDocs } from './render-connector-docs.ts';

// node --conditions=acequia-source scripts/write-connector-docs.ts
const root = join(import.meta.dirname, '..');
for (const [path, text] of await renderConnectorDocs(root)) {
  await writeFile(join(root, path), text);
  process.stdout.write(`${path}\n`);
}

import { openSqliteSearchIndex } from '../../src/search-index/index.ts';
import { put } from './corpus.ts';

/** Writes small batches to the file that the first argument names, a line for each, until it has written 900 documents. */
const index = openSqliteSearchIndex({ file: process.argv[2] ?? '' });
for (let at = await index.position(1); at < 900; at += 3) {
  const documents = [1, 2, 3].map((step) => ({ id: at + step, markdown: `number ${at + step}` }));
  await put(index, 1, documents);
  process.stdout.write(`${at}\n`);
}

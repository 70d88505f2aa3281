import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createExtractor } from '../packages/extract/src/index.ts';
import { compareWords, describeComparison, shareOf } from '../tests/corpus/compare-words.ts';
import { readIndependently } from '../tests/corpus/read-independently.ts';
import { splitMarkdown, splitWords } from '../tests/corpus/split-words.ts';

// `pnpm compare-words FILE...` prints which words of a document another program reads and the extractor does not.
const wanted = 0.99;
const paths = process.argv.slice(2).filter((argument) => argument !== '--');
if (paths.length === 0) {
  console.error('Usage: pnpm compare-words FILE...');
  process.exitCode = 2;
}
const extractor = createExtractor();
for (const path of paths) {
  try {
    const { markdown } = await extractor.extract({ bytes: new Uint8Array(readFileSync(path)), title: basename(path) });
    const comparison = compareWords(splitWords(readIndependently(path)), splitMarkdown(markdown));
    console.log(describeComparison(path, comparison));
    if (shareOf(comparison) < wanted) process.exitCode = 1;
  } catch (error) {
    console.error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
await extractor.close();

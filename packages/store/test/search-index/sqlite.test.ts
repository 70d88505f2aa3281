import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteSearchIndex } from '../../src/search-index/index.ts';
import { describeFollowing } from './describe-following.ts';
import { describeSearchIndex } from './describe-search-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'acequia-search-'));
afterAll(() => rmSync(folder, { recursive: true }));
let opened = 0;

const open = async () => {
  opened += 1;
  return openSqliteSearchIndex({ file: join(folder, 'missing', `${opened}.db`) });
};

describeSearchIndex('sqlite', open);
describeFollowing('sqlite', open);

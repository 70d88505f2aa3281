import { readSync } from 'node:fs';
import { pagedConnector, type ReadMode } from '@acequia/testkit';
import { withFailpoints } from '../failpoints/failpoint-database.ts';
import { pagedContext } from '../sync/paged-context.ts';
import { openSyncFixture } from '../sync/sync-fixture.ts';
import { realClock } from '../sync/test-clock.ts';

/** What the parent asks for. */
export interface ChildTask {
  readonly databaseUrl: string;
  readonly sourceUrl: string;
  readonly mode: ReadMode;
  readonly content: 'inline' | 'lazy';
  /** Number of the failpoint at which the process stops; absent: it runs to the end. */
  readonly at?: number;
  /** Stops at the first failpoint of this name after `at` (default 0) others. */
  readonly name?: string;
  /** SIGSTOP: it can be woken again. Default SIGKILL. */
  readonly signal?: 'SIGKILL' | 'SIGSTOP';
}

/** What the child prints when it runs to the end. */
export interface ChildResult {
  /** Failpoints passed. */
  readonly points: number;
  readonly status: string;
  readonly error?: string;
}

const task: ChildTask = JSON.parse(process.argv[2] ?? '{}');
let count = 0;
let stopped = false;

async function reach(name: string): Promise<void> {
  count += 1;
  if (stopped || count < (task.at ?? (task.name === undefined ? Number.POSITIVE_INFINITY : 0))) return;
  if (task.name !== undefined && task.name !== name) return;
  stopped = true;
  if (task.signal !== 'SIGSTOP') process.kill(process.pid, 'SIGKILL');
  // Nothing of this process goes on until the parent, which stops it meanwhile, writes a byte.
  await new Promise((sent) => process.send?.('here', sent));
  readSync(0, Buffer.alloc(1));
}

const fixture = await openSyncFixture({
  url: task.databaseUrl,
  clock: realClock,
  connector: pagedConnector({ mode: task.mode, content: task.content }),
  wrap: (database) => withFailpoints(database, reach),
});
const end = await fixture
  .sync('incremental', { openContext: pagedContext(task.sourceUrl), batch: { documents: 12, bytes: 5000 } })
  .then(
    ({ status, error }) => ({ status, error: error?.message }),
    (error: unknown) => ({ status: 'threw', error: String(error) }),
  );
await fixture.close();
process.disconnect();
const result: ChildResult = { points: count, ...end };
process.stdout.write(JSON.stringify(result));

import { pagedConnector } from '@acequia/testkit';
import { withFailpoints } from '../failpoints/failpoint-database.ts';
import { pagedContext } from '../sync/paged-context.ts';
import { openSyncFixture } from '../sync/sync-fixture.ts';
import { realClock } from '../sync/test-clock.ts';

/** What the parent asks for. */
export interface ChildTask {
  readonly databaseUrl: string;
  readonly sourceUrl: string;
  readonly mode: 'feed' | 'window' | 'revisit';
  readonly content: 'inline' | 'lazy';
  /** Number of the failpoint at which the process stops; absent: it runs to the end. */
  readonly at?: number;
  /** SIGSTOP: it can be woken again. */
  readonly signal?: 'SIGKILL' | 'SIGSTOP';
}

const task: ChildTask = JSON.parse(process.argv[2] ?? '{}');
let count = 0;
const fixture = await openSyncFixture({
  url: task.databaseUrl,
  clock: realClock,
  connector: pagedConnector({ mode: task.mode, content: task.content }),
  wrap: (database) =>
    withFailpoints(database, () => {
      count += 1;
      if (count === task.at) process.kill(process.pid, task.signal ?? 'SIGKILL');
    }),
});
const outcome = await fixture.sync('incremental', { openContext: pagedContext(task.sourceUrl), batch: { documents: 12 } });
await fixture.close();
process.stdout.write(`${JSON.stringify({ points: count, status: outcome.status, error: outcome.error })}\n`);
process.exit(0);

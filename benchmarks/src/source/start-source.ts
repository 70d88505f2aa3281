import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { SourceCommand, SourceOptions } from './source-command.ts';

/** A paged source in a process of its own: its processor time is not the measured one's. */
export interface SourceProcess {
  readonly url: string;
  /** Resolves when the source has changed. */
  command(command: SourceCommand): Promise<void>;
  close(): Promise<void>;
}

const program = new URL('./source-process.ts', import.meta.url).pathname;

export async function startSource(options: SourceOptions): Promise<SourceProcess> {
  const execArgv = ['--conditions=acequia-source', '--disable-warning=ExperimentalWarning'];
  const child = fork(program, [JSON.stringify(options)], { execArgv });
  const closed = once(child, 'exit');
  const answer = () =>
    Promise.race([
      once(child, 'message'),
      closed.then(([code]) => {
        throw new Error(`The source ended with ${code}`);
      }),
    ]);
  const [{ url }] = await answer();
  return {
    url,
    async command(command) {
      const done = answer();
      child.send(command);
      await done;
    },
    async close() {
      child.disconnect();
      await closed;
    },
  };
}

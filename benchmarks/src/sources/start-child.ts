import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A server of this benchmark in a process of its own: its processor time is not the measured one's. */
export interface Child {
  readonly port: number;
  close(): Promise<void>;
}

/** @param program a module that sends its port once it listens, and ends when it is disconnected */
export async function startChild(program: URL, parameters: readonly string[]): Promise<Child> {
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const child = fork(program.pathname, parameters, { execArgv });
  const closed = once(child, 'exit');
  const [port] = await Promise.race([
    once(child, 'message'),
    closed.then(([code]) => {
      throw new Error(`${program.pathname} ended with ${code}`);
    }),
  ]);
  return {
    port,
    async close() {
      child.disconnect();
      await closed;
    },
  };
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A line to a server of this machine on which every answer takes longer. */
export interface SlowLine {
  readonly port: number;
  /** How often a client sent something on a connection after it had an answer there: what latency multiplies. */
  turns(): number;
  /** Most connections on which an answer was waited for at once. */
  mostInFlight(): number;
  /** On how many one was waited for on average, while on any. */
  meanInFlight(): number;
}

/** Ends after the test. `delay`: milliseconds that each answer is held back. */
export async function openSlowLine(target: number, delay: number): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  let turns = 0;
  let inFlight = 0;
  let most = 0;
  let since = 0;
  let together = 0;
  let busy = 0;
  const count = (change: 1 | -1) => {
    const now = performance.now();
    together += inFlight * (now - since);
    busy += inFlight > 0 ? now - since : 0;
    since = now;
    inFlight += change;
    most = Math.max(most, inFlight);
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    let asking = false;
    const ask = (is: boolean) => {
      if (asking === is) return;
      asking = is;
      count(is ? 1 : -1);
      if (is) turns += 1;
    };
    near.on('data', (bytes) => {
      ask(true);
      far.write(bytes);
    });
    far.on('data', (bytes) =>
      setTimeout(() => {
        ask(false);
        near.write(bytes);
      }, delay),
    );
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () =>
        setTimeout(() => {
          ask(false);
          other.destroy();
        }, delay),
      );
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: address.port,
    turns: () => turns,
    mostInFlight: () => most,
    meanInFlight: () => together / busy,
  };
}

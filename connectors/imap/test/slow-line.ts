import { connect, createServer, type Socket } from 'node:net';

/** A way to a server on which everything takes time. */
export interface SlowLine {
  readonly port: number;
  /** How often a client sent something after the server had answered: what latency multiplies. */
  turns(): number;
  close(): void;
}

/** @param delay milliseconds, each way */
export async function startSlowLine(target: number, delay: number): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  let turns = 0;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let answered = true;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (data) => {
      if (answered) turns += 1;
      answered = false;
      setTimeout(() => upstream.write(data), delay);
    });
    upstream.on('data', (data) => {
      answered = true;
      setTimeout(() => client.write(data), delay);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => setTimeout(() => client.destroy(), delay));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    turns: () => turns,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

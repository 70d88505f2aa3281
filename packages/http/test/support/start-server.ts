import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StartedServer {
  readonly url: string;
  readonly port: number;
  readonly requests: IncomingMessage[];
  /** Sockets that are open now. */
  readonly sockets: Set<Socket>;
}

/** A real server on a free port of 127.0.0.1, closed when the test ends. */
export async function startServer(listener: RequestListener): Promise<StartedServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  return listen(server, requests);
}

/** Speaks whatever `talk` writes, for answers that no HTTP server would send. */
export async function startSocketServer(talk: (socket: Socket) => void): Promise<StartedServer> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    talk(socket);
  });
  return listen(server as Server, []);
}

async function listen(server: Server, requests: IncomingMessage[]): Promise<StartedServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests, sockets };
}

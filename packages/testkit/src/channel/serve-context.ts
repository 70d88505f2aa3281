import type { Context, HttpRequest, HttpResponse, Logger } from '@acequia/core';
import { Streams } from './streams.ts';
import type { Handlers, Wire } from './wire.ts';

/** An answer of the host. */
export interface TimedAnswer {
  readonly value: unknown;
  readonly now: number;
}

/** The host's side of a context: what the connector's side may call. */
export function serveContext(context: Context<unknown>, wire: Wire): Handlers {
  const responses = new Map<number, HttpResponse>();
  const streams = new Streams();
  let next = 0;

  function take(id: number): HttpResponse {
    const response = responses.get(id);
    if (!response) throw new Error('the answer was read before');
    responses.delete(id);
    return response;
  }

  const handlers: Handlers = {
    sleep: (milliseconds: number) => context.clock.sleep(milliseconds, context.signal),
    credentials: () => context.credentials(),
    resolve: (host: string, port: number) => context.resolve(host, port),
    openPath: (path: string) => context.openPath(path),
    known: (ids: string[]) => context.known(ids),
    log: (level: keyof Logger, message: string, fields?: Record<string, unknown>) =>
      context.log[level](message, fields),
    async request(request: HttpRequest) {
      const response = await context.http.request(request);
      responses.set(++next, response);
      const { status, headers, url } = response;
      return { id: next, status, headers, url };
    },
    json: (id: number) => take(id).json(),
    text: (id: number) => take(id).text(),
    bytes: (id: number) => take(id).bytes(),
    stream: (id: number) => streams.add(take(id).stream()),
    discard: (id: number) => responses.get(id)?.discard(),
    ...streams.handlers('chunk'),
    async share(key: string) {
      const { id } = await context.share(key, async () => {
        const opened = await wire.call<number>('open', key);
        return { id: opened, close: () => wire.call<void>('close', opened) };
      });
      return id;
    },
  };
  return Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, withTime(handler, context)]));
}

/** Every answer tells the time, since the other side cannot ask for it without waiting. */
function withTime(handler: Handlers[string], { clock }: Context<unknown>) {
  return async (...args: never[]): Promise<TimedAnswer> => ({ value: await handler(...args), now: clock.now() });
}

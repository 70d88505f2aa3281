import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FakeAuth } from './fake-auth.ts';
import { type FakeFault, FakeFaultPlan, type FakeFaults } from './fake-faults.ts';
import { FakeRateKeeper, type FakeRates, type FakeRefusal } from './fake-rates.ts';
import { type FakeRequest, type FakeRequestLog, FakeRequestRecorder } from './fake-request-log.ts';
import { createRouter, type FakeAnswer, type FakeRoute } from './fake-route.ts';
import { readFakeRequest } from './read-fake-request.ts';
import { sendFakeAnswer } from './send-fake-answer.ts';

export interface FakeServerOptions {
  readonly routes: readonly FakeRoute[];
  /** Milliseconds since 1970, for rate limits. Default: the machine's. */
  readonly clock?: { now(): number };
  /** Who may ask. Absent: anybody. */
  readonly auth?: FakeAuth;
  /**
   * The vendor's body for an answer that is none of a route: 401, 404 of an unknown address, 429, and planned statuses.
   * Default: `{ error: 'status 404' }`. May also say another status (Slack gives 200) and headers (a vendor's own limits).
   */
  readonly refuse?: (status: number, request: FakeRequest, refusal?: FakeRefusal) => FakeAnswer;
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

export type FakeRequestHook = (request: FakeRequest) => void | Promise<void>;

/** A running server of a fake. Its members need no `this`: a fake source spreads them into itself. */
export interface FakeServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly requests: FakeRequestLog;
  readonly faults: FakeFaults;
  readonly rates: FakeRates;
  /** Has `hook` called (and waited for) before each request is answered: what it changes at the source is in that answer. Undefined: no more. */
  onRequest(hook: FakeRequestHook | undefined): void;
  /** Ends every connection, also of requests that got no answer. */
  close(): Promise<void>;
}

/** Starts a stateful HTTP API on 127.0.0.1, with request log, faults, limits and credentials. */
export async function createFakeServer(options: FakeServerOptions): Promise<FakeServer> {
  const { auth, clock = Date, refuse = refuseByStatus } = options;
  const faults = new FakeFaultPlan();
  const requests = new FakeRequestRecorder();
  const rates = new FakeRateKeeper(() => clock.now());
  const find = createRouter(options.routes);
  let hook: FakeRequestHook | undefined;
  const lastAnswers = new Map<FakeRoute, FakeAnswer>();

  async function answerRoute(
    route: FakeRoute | undefined,
    request: FakeRequest,
    fault?: FakeFault,
  ): Promise<FakeAnswer> {
    if (fault?.type === 'json') return { json: fault.json };
    if (fault?.type === 'status') {
      const answer = refuse(fault.status, request);
      return { ...answer, headers: { ...answer.headers, ...fault.headers } };
    }
    if (!route) return refuse(404, request);
    const repeated = fault?.type === 'repeat' ? lastAnswers.get(route) : undefined;
    if (repeated) return repeated;
    const answer = await route.answer(request);
    if ((answer.status ?? 200) < 400) lastAnswers.set(route, answer);
    return answer;
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readFakeRequest(message);
    const match = find(read.method, read.path);
    const seen = { ...read, number: requests.next, params: match?.params ?? {} };
    const { kind = 'unknown', bucket = 'default', open } = match?.route ?? {};
    const request: FakeRequest = {
      ...seen,
      kind: typeof kind === 'function' ? kind(seen) : kind,
      bucket: typeof bucket === 'function' ? bucket(seen) : bucket,
    };
    const done = requests.enter(request);
    const send = (answer: FakeAnswer, early = false, fault?: FakeFault) => {
      const bytes = sendFakeAnswer(response, answer, fault);
      done({ status: response.statusCode, bytes, mime: String(response.getHeader('content-type') ?? ''), early });
    };
    await hook?.(request);
    if (auth && !open && !auth.accepts(request)) return send(refuse(401, request));
    const fault = faults.take(request);
    const refusal =
      fault?.type === 'rate-limit'
        ? rates.punish(request.bucket, fault.seconds, fault.as, fault.status)
        : rates.count(request.bucket);
    if (refusal) {
      const answer = refuse(refusal.status, request, refusal);
      return send({ ...answer, headers: { 'retry-after': refusal.retryAfter, ...answer.headers } }, refusal.early);
    }
    if (fault?.type === 'stuck') return;
    if (fault?.type === 'reset' && fault.when !== 'half') return void message.socket.resetAndDestroy();
    send(await answerRoute(match?.route, request, fault), false, fault);
  }

  const http = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  const url = await listen(http, options.port ?? 0);
  let closed: Promise<void> | undefined;
  return {
    url,
    requests,
    faults,
    rates,
    onRequest(next) {
      hook = next;
    },
    close() {
      closed ??= new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
      return closed;
    },
  };
}

function refuseByStatus(status: number): FakeAnswer {
  return { status, json: { error: `status ${status}` } };
}

async function listen(http: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const address = http.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
}

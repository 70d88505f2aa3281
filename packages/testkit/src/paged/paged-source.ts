import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createModelApi } from '../model/model-api.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { SourceModel } from '../model/source-model.ts';
import type { SourceModelOptions } from '../model/source-model-options.ts';
import { answerRequest, type PagedAnswer } from './answer-request.ts';
import { answerDuplicatePage, answerEmptyPage } from './broken-pages.ts';
import { type Fault, FaultPlan, type Faults } from './fault.ts';
import type { PagedRequest } from './paged-request.ts';
import { RateLimits } from './rate-limits.ts';
import { readRequest } from './read-request.ts';
import { type RequestLog, RequestRecorder } from './request-log.ts';
import { sendAnswer, sendHtml } from './send-answer.ts';

export type RequestHook = (request: PagedRequest, number: number) => void | Promise<void>;

export interface PagedSourceOptions extends Omit<SourceModelOptions, 'stableIds'> {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** What `authorization: Bearer` must carry. Default: nobody is asked. */
  readonly token?: string;
  readonly onRequest?: RequestHook;
}

/** A running fake. */
export interface PagedSource {
  /** Base address, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /** What the source holds, with everything that can happen to it. Ids must be well-formed Unicode. */
  readonly model: SourceModel;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Change it and everybody with another one gets 401; undefined: nobody is asked. */
  token: string | undefined;
  /** Called (and waited for) before the n-th request is answered: what it changes is in that answer. */
  onRequest: RequestHook | undefined;
  /** What a perfect store holds now. */
  snapshot(): Snapshot;
  /** Ends every connection, also of requests that got no answer. */
  close(): Promise<void>;
}

/** Starts a stateful document source with an HTTP API on 127.0.0.1. */
export async function startPagedSource(options: PagedSourceOptions = {}): Promise<PagedSource> {
  const model = new SourceModel(options);
  const faults = new FaultPlan();
  const requests = new RequestRecorder();
  const limits = new RateLimits(() => (options.clock ?? Date).now());
  const api = createModelApi(model, faults.items);
  let url = '';

  async function answerFault(request: PagedRequest, fault: Fault | undefined): Promise<PagedAnswer> {
    if (fault?.type === 'status') return { status: fault.status, json: { error: `status ${fault.status}` } };
    if (fault?.type === 'json')
      return { status: 200, json: fault.json ?? { items: 'none', ids: 'none', changes: 'none' } };
    if (fault?.type === 'duplicate-page') return answerDuplicatePage(api, request);
    if (fault?.type === 'endless' || fault?.type === 'empty') return answerEmptyPage(request, fault.type === 'endless');
    return answerRequest(api, request);
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = { ...(await readRequest(message)), number: requests.next };
    const done = requests.enter(request);
    await source.onRequest?.(request, request.number);
    if (source.token !== undefined && message.headers.authorization !== `Bearer ${source.token}`) {
      return done(401, sendAnswer(response, { status: 401, json: { error: 'who are you?' } }));
    }
    const fault = faults.take(request);
    const refusal = fault?.type === 'rate-limit' ? limits.start(request, fault) : limits.check(request);
    if (refusal) {
      response.setHeader('retry-after', refusal.retryAfter);
      const sent = sendAnswer(response, { status: refusal.status, json: { error: 'too many requests' } });
      return done(refusal.status, sent, refusal.early);
    }
    if (fault?.type === 'stuck') return;
    if (fault?.type === 'reset' && fault.when !== 'half') return void message.socket.resetAndDestroy();
    if (fault?.type === 'html') return done(200, sendHtml(response));
    if (fault?.type === 'status')
      for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value);
    const answer = await answerFault(request, fault);
    done(answer.status, sendAnswer(response, answer, fault));
  }

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  const source: PagedSource = {
    get url() {
      return url;
    },
    model,
    faults,
    requests,
    token: options.token,
    onRequest: options.onRequest,
    snapshot: () => model.snapshot(),
    close() {
      const closed = new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      );
      server.closeAllConnections();
      return closed;
    },
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`;
  return source;
}

import { z } from 'zod';
import type { FakeRequest, FakeRequestKind } from './fake-request-log.ts';
import type { FakeAnswer, FakeRoute } from './fake-route.ts';
import { createFakeServer } from './fake-server.ts';
import type { FakeMutations, FakeSource } from './fake-source.ts';
import { plannedFault } from './planned-fault.ts';

export interface FakeControlOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

/** Remote control of a fake. */
export interface FakeControl {
  /** Base address; `GET /` there lists the routes. */
  readonly url: string;
  close(): Promise<void>;
}

const help = `GET    /                      this text
GET    /settings              settings, way to sign in and credentials for a connector
GET    /snapshot              what a perfect store holds now, by id
GET    /requests              requests so far: number, kind, bucket, method, path, status, early
DELETE /requests              forgets them and numbers from 1 again
POST   /create                { parent?, title?, body?, container?: true } -> { id }
POST   /update                { id, body? }
POST   /rename                { id, title } -> { id }
POST   /move                  { id, parent } -> { id }
POST   /delete                { id }
POST   /restore               { id }
POST   /access                { id, access? }
POST   /faults                { when: 3 | "listing" | "content" ..., fault: { type: "status", status: 500 }, times? }
DELETE /faults                no more faults
POST   /rates                 { bucket, requests, window } in milliseconds; { bucket }: no limit any more; bucket *: each
POST   /forbid                { ids }: these answer 403; []: none
POST   /hide                  { ids }: listings leave these out; []: none
POST   /expire-cursors        page tokens and positions until now are forgotten
POST   /expire-credentials    what was signed in until now is refused
Faults: status, rate-limit { seconds, as?, status? }, truncate, mistype, more-fields, json { json }, html,
slow { milliseconds }, stuck, reset { when? }, repeat.
`;

const principal = z.union([
  z.object({ type: z.enum(['user', 'group']), id: z.string() }),
  z.object({ type: z.enum(['organization', 'anyone']) }),
]);
const access = z.object({ mode: z.enum(['extend', 'restrict', 'replace']), allow: z.array(principal) });
const createBody = z.strictObject({
  parent: z.string().optional(),
  title: z.string().optional(),
  body: z.string().optional(),
  container: z.literal(true).optional(),
});
const document = z.strictObject({ id: z.string() });
const ids = z.strictObject({ ids: z.array(z.string()) });
const rateBody = z.strictObject({
  bucket: z.string(),
  requests: z.int().min(0).optional(),
  window: z.number().positive().optional(),
});

/** Starts an HTTP server by which a fake that runs alone is changed, broken and looked into. */
export async function startFakeControl(source: FakeSource, options: FakeControlOptions = {}): Promise<FakeControl> {
  const { url, close } = await createFakeServer({ ...options, routes: routesOf(source) });
  return { url, close };
}

function routesOf(source: FakeSource): FakeRoute[] {
  const { mutate } = source;
  const ok: FakeAnswer = { json: { ok: true } };
  return [
    route('GET /', () => ({ body: help })),
    route('GET /settings', () => {
      const { settings, auth, origins } = source;
      return { json: { url: source.url, settings, auth, origins, credentials: source.credentials() } };
    }),
    route('GET /snapshot', () => ({ json: Object.fromEntries(source.snapshot()) })),
    route('GET /requests', () => ({
      json: source.requests.all.map(({ number, kind, bucket, method, path, status, early }) => ({
        ...{ number, kind, bucket, method, path, status, early },
      })),
    })),
    route('DELETE /requests', () => {
      source.requests.clear();
      return ok;
    }),
    route('POST /create', async ({ json }) => ({ json: { id: await mutate.create(createBody.parse(json ?? {})) } })),
    route('POST /update', async ({ json }) => {
      const { id, body } = document.extend({ body: z.string().optional() }).parse(json);
      await able(mutate, 'update')(id, body);
      return ok;
    }),
    route('POST /rename', async ({ json }) => {
      const { id, title } = document.extend({ title: z.string() }).parse(json);
      return { json: { id: await able(mutate, 'rename')(id, title) } };
    }),
    route('POST /move', async ({ json }) => {
      const { id, parent } = document.extend({ parent: z.string() }).parse(json);
      return { json: { id: await able(mutate, 'move')(id, parent) } };
    }),
    route('POST /delete', async ({ json }) => {
      await able(mutate, 'delete')(document.parse(json).id);
      return ok;
    }),
    route('POST /restore', async ({ json }) => {
      await able(mutate, 'restore')(document.parse(json).id);
      return ok;
    }),
    route('POST /access', async ({ json }) => {
      const asked = document.extend({ access: access.optional() }).parse(json);
      await able(mutate, 'setAccess')(asked.id, asked.access);
      return ok;
    }),
    route('POST /faults', ({ json }) => {
      const { when, fault, times } = plannedFault.parse(json);
      source.faults.at(when, fault, times);
      return ok;
    }),
    route('DELETE /faults', () => {
      source.faults.clear();
      return ok;
    }),
    route('POST /rates', ({ json }) => {
      const { bucket, requests, window } = rateBody.parse(json);
      source.rates.limit(bucket, requests === undefined || window === undefined ? undefined : { requests, window });
      return ok;
    }),
    route('POST /forbid', ({ json }) => {
      able(source, 'forbid')(ids.parse(json).ids);
      return ok;
    }),
    route('POST /hide', ({ json }) => {
      able(source, 'hide')(ids.parse(json).ids);
      return ok;
    }),
    route('POST /expire-cursors', () => {
      able(source, 'expireCursors')();
      return ok;
    }),
    route('POST /expire-credentials', () => {
      able(source, 'expireCredentials')();
      return ok;
    }),
  ];
}

/** A mistake in a call is 400 with the reason. */
function route(path: string, answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>): FakeRoute {
  return {
    route: path,
    kind: 'unknown' satisfies FakeRequestKind,
    async answer(request) {
      try {
        return await answer(request);
      } catch (error) {
        const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
        return { status: 400, json: { error: reason } };
      }
    },
  };
}

function able<T extends FakeSource | FakeMutations, N extends keyof T & string>(of: T, name: N): NonNullable<T[N]> {
  const member = of[name];
  if (member === undefined || member === null) throw new Error(`This source cannot do that: ${name}`);
  return member;
}

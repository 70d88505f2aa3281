import { type Context, SourceError } from '@acequia/core/contract';
import { ErrorCode, type Logger, LogLevel, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { createHttpFetch } from './http-fetch.ts';
import type { Settings } from './settings.ts';
import { toSourceError } from './slack-error.ts';

/** Arguments of a method; undefined ones are left out. */
export type Arguments = Readonly<Record<string, string | number | boolean | undefined>>;

/** Slack's Web API. */
export interface Slack {
  /** Calls a method once. Throws a SourceError: what Slack says, or `bad-response` for an answer that `schema` refuses. */
  call<T>(method: string, options: Arguments, schema: z.ZodType<T>): Promise<T>;
  /** Calls a method page by page, by Slack's cursors, from the one in the options: for what is read in one go. */
  pages<T extends Paged>(method: string, options: Arguments, schema: z.ZodType<T>): AsyncGenerator<T>;
}

export interface OpenSlackOptions {
  /** Do not queue behind the waits of a sync, and do not wait out a limit. Default false. */
  readonly impatient?: boolean;
}

/** What a schema of pages has beside the page: `z.object({ ...paged, members: ... })`. https://docs.slack.dev/apis/web-api/pagination */
export const paged = { response_metadata: z.object({ next_cursor: z.string().optional() }).optional() };

/** A page of a listing. */
type Paged = { readonly response_metadata?: { readonly next_cursor?: string | undefined } | undefined };

/** What the SDK would log is in the errors, or is said by the host's client. */
const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** The Web API as the settings say. The SDK's own retries and waits are off: the host does both. */
export function openSlack(context: Context<Settings>, { impatient = false }: OpenSlackOptions = {}): Slack {
  const { http, settings, clock } = context;
  const client = new WebClient(undefined, {
    slackApiUrl: `https://${settings.domain}/api/`,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
    fetch: createHttpFetch({
      http,
      impatient,
      bucketOf: (method) => (impatient ? `${method} (check)` : method),
    }),
    ...(settings.teamId !== undefined && { teamId: settings.teamId }),
  });

  async function call<T>(method: string, options: Arguments, schema: z.ZodType<T>): Promise<T> {
    const answer = await client.apiCall(method, { ...options }).catch((error: unknown) => {
      throw toOurError(method, error, clock.now());
    });
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const message = `${method}: Slack's answer is not as described at "${issue?.path.join('.') ?? ''}"`;
    throw new SourceError('bad-response', message, { remedy: 'Try again later; report it if it stays.' });
  }

  async function* pages<T extends Paged>(method: string, options: Arguments, schema: z.ZodType<T>): AsyncGenerator<T> {
    const met = new Set<Arguments[string]>();
    for (let { cursor } = options; ; ) {
      const answer = await call(method, { ...options, cursor }, schema);
      yield answer;
      cursor = answer.response_metadata?.next_cursor;
      if (!cursor) return;
      if (met.has(cursor)) {
        throw new SourceError('bad-response', `${method}: Slack pages in a circle`, {
          remedy: 'Try again later; report it if it stays.',
        });
      }
      met.add(cursor);
    }
  }

  return { call, pages };
}

/** What the SDK threw, by its codes. */
function toOurError(method: string, error: unknown, now: number): SourceError {
  if (SourceError.isInstance(error)) return error;
  if (typeof error === 'object' && error !== null && 'code' in error) {
    if (error.code === ErrorCode.RequestError && 'original' in error && SourceError.isInstance(error.original)) {
      return error.original;
    }
    if (error.code === ErrorCode.PlatformError && 'data' in error && typeof error.data === 'object') {
      return toSourceError(method, error.data ?? {}, now);
    }
    if (error.code === ErrorCode.RateLimitedError) return toSourceError(method, { error: 'ratelimited' }, now);
  }
  return new SourceError('internal', `${method}: ${error instanceof Error ? error.message : 'unknown error'}`);
}

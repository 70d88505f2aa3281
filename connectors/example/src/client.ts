import { type Context, type HttpRequest, SourceError } from '@acequia/core/contract';
import { z } from 'zod';
import type { Settings } from './settings.ts';

const origin = 'https://api.notes.example';
/** The most that the service gives in one answer. */
export const pageSize = 20;

const notebooks = z.object({ items: z.array(z.unknown()) });
const page = z.object({ items: z.array(z.unknown()), next: z.string().nullable(), position: z.int() });
const changes = z.object({
  changes: z.array(z.object({ id: z.string(), item: z.unknown(), entered: z.boolean().optional() })),
  position: z.int(),
  more: z.boolean(),
});
const status = z.enum(['ok', 'forbidden', 'missing', 'deleted']);
const states = z.object({ items: z.array(z.object({ id: z.string(), status, item: z.unknown() })) });
const contents = z.object({
  items: z.array(z.object({ id: z.string(), status, version: z.string().optional(), text: z.string().optional() })),
});

/** What became of one item that was asked for by id. */
export type ItemStatus = z.infer<typeof status>;

/** The API of Example Notes: the only file that knows addresses, pages and statuses. */
export function openClient({ http, settings }: Context<Settings>) {
  async function call<T>(schema: z.ZodType<T>, path: string, request: Omit<HttpRequest, 'url'> = {}): Promise<T> {
    const response = await http.request({ ...request, url: `${origin}/v1/teams/${settings.team}/${path}` });
    const answer = schema.safeParse(await response.json());
    if (answer.success) return answer.data;
    const problem = answer.error.issues[0];
    throw new SourceError(
      'bad-response',
      `${path} is not as described: ${problem?.path.join('.')}: ${problem?.message}`,
    );
  }
  const notebook = (id: string) => `notebooks/${encodeURIComponent(id)}`;
  const post = (ids: readonly string[]) => ({ method: 'POST', json: { ids }, idempotent: true });

  return {
    /** All notebooks, or those whose title has `search` in it. */
    notebooks: (search?: string) => call(notebooks, 'notebooks', { query: { search } }),

    /** Up to {@link pageSize} items by id, after `after`; with `under` one folder and what is below it. Rejects with `gone` when that folder left the notebook, or the notebook was deleted. */
    page: (id: string, after?: string, under?: string) =>
      call(page, `${notebook(id)}/items`, { query: { after, under, limit: pageSize } }),

    /** Up to {@link pageSize} changes after a position of the feed. Rejects with `cursor-expired` for one that is older than 30 days. */
    async changes(id: string, since: number) {
      try {
        return await call(changes, `${notebook(id)}/changes`, { query: { since, limit: pageSize } });
      } catch (error) {
        if (!isGone(error)) throw error;
        throw new SourceError('cursor-expired', 'The feed does not reach back to the last sync', { cause: error });
      }
    },

    /** Up to {@link pageSize} items by id. */
    states: (ids: readonly string[]) => call(states, 'items/query', post(ids)),

    /** The texts of up to {@link pageSize} notes. */
    contents: (ids: readonly string[]) => call(contents, 'items/contents', post(ids)),
  };
}

/** The service answers 410 for what it knows to be no more. */
export const isGone = (error: unknown) => SourceError.isInstance(error) && error.kind === 'gone';

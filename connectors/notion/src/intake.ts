import { type Change, type Context, describeError, type Slice, SourceError } from '@acequia/core/contract';
import { type Found, found as foundSchema, type List } from './answer-schemas.ts';
import type { Answer } from './client.ts';
import { toTableDocument } from './data-source.ts';
import { toPageDocument } from './page.ts';
import type { Settings } from './settings.ts';
import { Tree } from './tree.ts';

/** Something that was found, as a document, or why there is none; `outside`: it lies below no pick. */
export type Taken =
  | { readonly found: Found; readonly change: Change<never> }
  | { readonly change: Change<never> }
  | { readonly outside: string };

/** Makes changes of what Notion lists in one call of the host. */
export class Intake {
  readonly #tree: Tree;

  constructor(context: Context<Settings>, slice: Slice) {
    this.#tree = new Tree(context, slice.roots);
  }

  /** The changes of one page of a list, in its order. What lies outside of the picks is left out. */
  async *take({ value, at }: Answer<List>): AsyncGenerator<Taken> {
    for (const result of value.results) {
      const parsed = foundSchema.safeParse(result);
      if (!parsed.success) yield { change: toFailure(result) };
      else if (parsed.data.in_trash) yield { found: parsed.data, change: { type: 'delete', id: parsed.data.id } };
      else if (await this.#tree.wants(parsed.data)) yield await this.#accept(parsed.data, at);
      else yield { outside: parsed.data.id };
    }
  }

  async #accept(found: Found, at: number | undefined): Promise<Taken> {
    const parent = await this.#tree.parentOf(found);
    if (found.object === 'data_source') {
      return { found, change: { type: 'upsert', document: toTableDocument(found, parent) } };
    }
    return { found, change: { type: 'upsert', document: toPageDocument(found, parent, at) } };
  }
}

/** What has an id exists, whatever else is wrong with it. */
function toFailure(result: unknown): Change<never> {
  const id = idOf(result);
  const error =
    typeof result === 'object' && result !== null && 'parent' in result
      ? new SourceError('bad-response', 'Notion listed something that is described in no way we know')
      : new SourceError(
          'forbidden',
          'Notion tells no more than the id: the connection lacks the capability "Read content"',
          {
            remedy: 'Switch on "Read content" for the connection in Notion\'s developer portal.',
          },
        );
  return { type: 'failure', ...(id !== undefined && { id }), error: describeError(error) };
}

function idOf(result: unknown): string | undefined {
  const isNamed = typeof result === 'object' && result !== null && 'id' in result;
  return isNamed && typeof result.id === 'string' && result.id !== '' ? result.id : undefined;
}

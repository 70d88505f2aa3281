import type { Change, Context, Wanted } from '@acequia/core/contract';
import { openClient, pageSize } from './client.ts';
import { toChange } from './item.ts';
import { describeStatus } from './item-status.ts';
import type { Settings } from './settings.ts';

/** Items as they are now, asked for by id. */
export async function* fetchDocuments(
  context: Context<Settings>,
  wanted: readonly Wanted[],
): AsyncGenerator<Change<never>> {
  const client = openClient(context);
  for (let start = 0; start < wanted.length; start += pageSize) {
    const ids = wanted.slice(start, start + pageSize).map(({ id }) => id);
    const { items } = await client.states(ids);
    const answers = new Map(items.map((item) => [item.id, item]));
    for (const id of ids) {
      const answer = answers.get(id);
      if (answer?.status === 'ok') yield toChange(answer.item);
      else if (answer?.status === 'deleted') yield { type: 'delete', id };
      else yield { type: 'failure', id, error: describeStatus(answer?.status) };
    }
  }
}

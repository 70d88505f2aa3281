import type { Context, Fetched, Wanted } from '@acequia/core/contract';
import { openClient } from './client.ts';
import { describeStatus } from './item-status.ts';
import type { Settings } from './settings.ts';

/** The texts of a batch of notes: one request, one answer for each. */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const { items } = await openClient(context).contents(wanted.map(({ id }) => id));
  const answers = new Map(items.map((item) => [item.id, item]));
  for (const { id } of wanted) {
    const { status, version, text } = answers.get(id) ?? {};
    if (status === 'ok' && text !== undefined) yield { id, body: text, mime: 'text/markdown', version };
    else yield { id, error: describeStatus(status === 'ok' ? undefined : status) };
  }
}

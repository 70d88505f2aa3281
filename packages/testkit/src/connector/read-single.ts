import type { Change, ErrorDescription, Fetched, Wanted } from '@acequia/core';
import { toChange } from './document-mapping.ts';
import type { PagedApi } from './paged-api.ts';

/** Contents of some documents; each gets exactly one answer. */
export async function* fetchContents(api: PagedApi, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const asked = wanted.map(({ id, storedVersion }) =>
    storedVersion === undefined ? { id } : { id, version: storedVersion },
  );
  const { items } = await api.contents(asked);
  const answers = new Map(items.map((item) => [item.id, item]));
  for (const { id, storedVersion } of wanted) {
    const answer = answers.get(id);
    if (answer?.status === 304 && storedVersion !== undefined) yield { id, unchanged: true };
    else if (answer?.status === 200 && answer.body !== undefined) {
      yield {
        id,
        body: answer.body,
        mime: 'text/plain',
        ...(answer.version !== undefined && { version: answer.version }),
      };
    } else yield { id, error: describeStatus(answer?.status) };
  }
}

/** Some documents as they are now: an upsert, a delete or a failure for each. */
export async function* fetchStates(
  api: PagedApi,
  wanted: readonly Wanted[],
  options: { readonly bodies: boolean; readonly ranges: boolean },
): AsyncGenerator<Change<never>> {
  const { items } = await api.states(
    wanted.map(({ id }) => id),
    options.bodies,
  );
  const answers = new Map(items.map((item) => [item.id, item]));
  for (const { id } of wanted) {
    const answer = answers.get(id);
    if (answer?.status === 200) yield toChange(answer.document, options.ranges);
    else if (answer?.status === 410) yield { type: 'delete', id };
    else yield { type: 'failure', id, error: describeStatus(answer?.status) };
  }
}

/** What the status of a single document means; absent: the answer lacks it. */
function describeStatus(status: number | undefined): ErrorDescription {
  if (status === 401) return { kind: 'auth', message: 'The source refuses the credentials for this document.' };
  if (status === 403) return { kind: 'forbidden', message: 'The source does not let us read this document.' };
  if (status === 404) return { kind: 'not-found', message: 'The source shows no such document.' };
  if (status === 410) return { kind: 'gone', message: 'The document was deleted.' };
  if (status !== undefined && status >= 500)
    return { kind: 'transient', message: `The source failed with status ${status}.` };
  return {
    kind: 'bad-response',
    message: `The source gave no usable answer for this document (status ${status ?? 'none'}).`,
  };
}

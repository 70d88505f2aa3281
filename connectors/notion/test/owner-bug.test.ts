import type { AnyConnector, Fetched } from '@acequia/core';
import { runChecks } from '@acequia/testkit/conformance';
import { expect, it } from 'vitest';
import connector from '../src/index.ts';
import { startFake } from './fake/index.ts';

/** Says of a page that could not be read that it has no text and owns nothing. */
function forgetful({ fetchContent, ...rest }: AnyConnector): AnyConnector {
  return {
    ...rest,
    async *fetchContent(context, wanted): AsyncGenerator<Fetched> {
      if (!fetchContent) return;
      try {
        for await (const fetched of fetchContent(context, wanted)) {
          yield 'error' in fetched ? { id: fetched.id, body: '', mime: 'text/markdown', children: [] } : fetched;
        }
      } catch {
        for (const { id } of wanted) yield { id, body: '', mime: 'text/markdown', children: [] };
      }
    },
  };
}

it('a page that could not be read is not empty, and the suite sees who says so', async () => {
  const results = await runChecks(forgetful(connector as unknown as AnyConnector), {
    fake: (options) => startFake({ ...options, pageSize: 8 }),
    documents: 30,
    groups: ['failures of single documents'],
  });
  expect(results.filter(({ status }) => status === 'failed')).toMatchObject([
    {
      check: 'of an owner, or of what it owns, touch nothing else',
      message: expect.stringContaining('of a changed owner failed'),
    },
  ]);
});

import type { AnyConnector } from '@acequia/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findUndeclared } from '../../src/conformance/find-excuse.ts';
import { listExcuses } from '../../src/conformance/list-excuses.ts';
import { type FakeSource, pagedConnector, startPagedFake } from '../../src/index.ts';

let source: FakeSource;
beforeAll(async () => {
  source = await startPagedFake();
});
afterAll(() => source.close());

const connector = pagedConnector() as unknown as AnyConnector;

it('says of each check that does not apply why, and of a group by its name alone', () => {
  expect(listExcuses(connector, source)).toEqual([
    'contents and refs > are the same one by one and in the largest batch: It has no fetchContent.',
    'contents and refs > of one that is not there are an error of that one: It has no fetchContent.',
    'contents and refs > are `unchanged` only of what is stored: It has no fetchContent.',
    'contents and refs > are never those of a broken answer, and are fetched again: It has no fetchContent.',
    'lossy listings: The listing of this source leaves nothing out.',
    'failures of single documents > of an owner, or of what it owns, touch nothing else: No document of this source belongs to another one.',
    'credentials > that are refused for contents alone end the sync with `auth` too: It has no fetchContent.',
    'access > alone says the same as the reading of everything: It has no readAccess.',
    'access > groups have ids and members: It has no groups.',
  ]);
});

it('has a group by name when a member of the connector is missing', () => {
  const { webhook: _, ...quiet } = connector;
  expect(listExcuses(quiet, source)).toContain('webhooks: It has no webhook.');
});

it('lets nothing be left out by forgetting it', () => {
  expect(findUndeclared(source)).toEqual([]);
  expect(findUndeclared({ ...source, webhook: undefined })).toEqual(['webhook is neither offered nor in `cannot`']);
  expect(findUndeclared({ ...source, cannot: { ...source.cannot, hide: ' ' } })).toEqual([
    'hide is neither offered nor in `cannot`',
  ]);
  expect(findUndeclared({ ...source, cannot: { ...source.cannot, move: 'No.' } })).toEqual([
    'move is offered and in `cannot`',
  ]);
});

import type { AnyConnector } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { groups, runChecks } from '../../src/conformance/index.ts';
import { pagedConnector, type ReadOptions, startPagedFake } from '../../src/index.ts';

const variants: readonly ReadOptions[] = [
  { mode: 'window', content: 'inline' },
  { mode: 'revisit', content: 'lazy', ids: false, claims: 'ranges' },
];

describe.each(variants)('a paged connector with %o', (variant) => {
  it.each(groups.map(({ name }) => name))('conforms: %s', async (group) => {
    const results = await runChecks(pagedConnector(variant) as unknown as AnyConnector, {
      fake: (options) => startPagedFake({ ...options, ...variant }),
      groups: [group],
    });
    expect(results.filter(({ status }) => status === 'failed')).toEqual([]);
  });
});

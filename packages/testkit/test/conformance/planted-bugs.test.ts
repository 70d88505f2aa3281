import { manifestOf } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { groups, runChecks } from '../../src/conformance/index.ts';
import { startPagedFake } from '../../src/index.ts';
import { contentBugs } from './bugs/content-bugs.ts';
import { cursorBugs } from './bugs/cursor-bugs.ts';
import { documentBugs } from './bugs/document-bugs.ts';
import { mannerBugs } from './bugs/manner-bugs.ts';
import { healthyConnector, lazyFeed } from './bugs/plant.ts';
import { readingBugs } from './bugs/reading-bugs.ts';
import { surfaceBugs } from './bugs/surface-bugs.ts';

const bugs = [...readingBugs, ...cursorBugs, ...documentBugs, ...contentBugs, ...mannerBugs, ...surfaceBugs];

describe('a connector that', () => {
  it.each(bugs)('$name is caught by "$group"', async ({ plant, group, variant = lazyFeed }) => {
    const healthy = healthyConnector(variant);
    const results = await runChecks(plant(healthy), {
      published: manifestOf(healthy),
      fake: (options) => startPagedFake({ ...options, ...variant }),
      groups: [group],
      untilFailure: true,
    });
    const caught = results.filter(({ status }) => status === 'failed');
    expect(caught.length).toBeGreaterThan(0);
    for (const { message } of caught) expect(message).toContain('What to do:');
  });
});

describe('the planted bugs', () => {
  it('break each of the 14 author rules', () => {
    const rules = new Set(bugs.flatMap(({ rule }) => rule ?? []));
    expect([...rules].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });

  it('are caught by each group', () => {
    expect(groups.map(({ name }) => name).filter((name) => !bugs.some(({ group }) => group === name))).toEqual([]);
  });
});

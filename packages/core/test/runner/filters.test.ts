import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../src/runner/filters.ts';

const document = { id: '1', title: 'Report.PDF', mime: 'application/pdf', modifiedAt: 100 };

describe('compileFilters', () => {
  it.each([
    [{}, true],
    [{ include: ['**/*.pdf'] }, false],
    [{ include: ['docs/**'] }, true],
    [{ include: ['other/**', 'docs/*'] }, true],
    [{ exclude: ['docs/**'] }, false],
    [{ include: ['docs/**'], exclude: ['**/Report*'] }, false],
    [{ include: [] }, true],
    [{ types: ['.pdf'] }, true],
    [{ types: ['application/*'] }, true],
    [{ types: ['text/*', '.md'] }, false],
    [{ types: [] }, true],
    [{ modifiedAfter: 100 }, true],
    [{ modifiedAfter: 101 }, false],
  ])('%o lets docs/Report.PDF through: %s', (filters, passes) => {
    expect(compileFilters(filters).accepts(document, 'docs/Report.PDF')).toBe(passes);
  });

  it('lets through what says nothing that a filter asks for, and every container', () => {
    expect(compileFilters({ types: ['.md'], modifiedAfter: 5 }).accepts({ id: '1', title: 'plain' }, '')).toBe(true);
    const nothing = compileFilters({ include: ['x'], types: ['.md'], modifiedAfter: 1000 });
    expect(nothing.accepts({ ...document, container: true }, 'docs')).toBe(true);
  });

  it('asks for paths only when they decide', () => {
    expect(compileFilters({ types: ['.md'] }).needPath).toBe(false);
    expect(compileFilters({ exclude: ['x'] }).needPath).toBe(true);
  });
});

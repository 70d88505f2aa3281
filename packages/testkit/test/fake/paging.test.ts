import { describe, expect, it } from 'vitest';
import {
  ChangeLog,
  createManualClock,
  createPageTokens,
  linkHeader,
  pageByKey,
  pageByOffset,
} from '../../src/index.ts';

describe('pages', () => {
  it('by offset, with items that shift', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(pageByOffset(items, 0, 2)).toEqual({ items: ['a', 'b'], total: 4, next: 2 });
    expect(pageByOffset(items.slice(1), 2, 2)).toEqual({ items: ['d'], total: 3 });
    expect(pageByOffset([], 0, 2)).toEqual({ items: [], total: 0 });
  });

  it('by key, where nothing shifts', () => {
    const options = { limit: 2, keyOf: (item: string) => item };
    expect(pageByKey(['a', 'b', 'c'], options)).toEqual({ items: ['a', 'b'], next: 'b' });
    expect(pageByKey(['b', 'c'], { ...options, after: 'b' })).toEqual({ items: ['c'] });
    expect(pageByKey(['a', 'b'], options)).toEqual({ items: ['a', 'b'] });
  });

  it('by tokens that look like nothing and can be forgotten', async () => {
    const clock = createManualClock();
    const tokens = createPageTokens<{ readonly after: string }>({ clock, lifetime: 1000 });
    const token = tokens.issue({ after: 'a' });
    expect(token).not.toContain('after');
    expect(tokens.open(token)).toEqual({ after: 'a' });
    expect(tokens.open(`${token}x`)).toBeUndefined();
    await clock.advance(1000);
    expect(tokens.open(token)).toBeUndefined();
    const other = tokens.issue({ after: 'b' });
    tokens.expire();
    expect(tokens.open(other)).toBeUndefined();
  });

  it('by links', () => {
    expect(linkHeader({ next: 'https://a/?page=2', prev: undefined, last: 'https://a/?page=9' })).toBe(
      '<https://a/?page=2>; rel="next", <https://a/?page=9>; rel="last"',
    );
  });
});

describe('a change log', () => {
  it('is read in parts, and forgets', () => {
    const log = new ChangeLog<string>();
    const start = log.head;
    for (const entry of ['a', 'b', 'c']) log.append(entry);
    expect(log.after(start, 2)).toEqual({ entries: ['a', 'b'], next: 2, more: true });
    expect(log.after(2, 2)).toEqual({ entries: ['c'], next: 3, more: false });
    expect(log.after(3, 2)).toEqual({ entries: [], next: 3, more: false });
    expect([log.after(4, 2), log.after(1.5, 2), log.after(-1, 2)]).toEqual(['expired', 'expired', 'expired']);
    log.expire();
    expect(log.after(3, 2)).toBe('expired');
    log.append('d');
    expect(log.after(log.head - 1, 2)).toMatchObject({ entries: ['d'] });
  });
});

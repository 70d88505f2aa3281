import { describe, expect, it } from 'vitest';
import { findFault, isId } from '../../src/runner/find-fault.ts';
import { PageBuffer } from '../../src/runner/page-buffer.ts';

const listed = { owned: false, depth: 0 };
const document = (id: string, alias?: string) => ({ id, title: id, ...(alias !== undefined && { alias }) });

describe('PageBuffer', () => {
  it('keeps the last word about each document, in the order of last words', () => {
    const page = new PageBuffer();
    page.upsert(document('a'), listed);
    page.upsert(document('b'), listed);
    page.delete('a');
    page.upsert(document('a'), { owned: true, depth: 0 });
    page.seen('c');
    expect([...page.take()].map(([id, word]) => [id, word.type])).toEqual([
      ['b', 'upsert'],
      ['a', 'upsert'],
      ['c', 'seen'],
    ]);
    expect(page.isEmpty).toBe(true);
  });

  it('deletes by an alias of its own page, and asks for others', () => {
    const page = new PageBuffer();
    page.upsert(document('a', '1'), listed);
    page.deleteAlias('1');
    page.deleteAlias('2');
    expect(page.takeDeletedAliases()).toEqual(['2']);
    expect(page.takeDeletedAliases()).toEqual([]);
    page.upsert(document('renamed', '3'), listed);
    page.deleteUnlessNamed('renamed');
    page.deleteUnlessNamed('gone');
    expect([...page.take()].map(([id, word]) => [id, word.type])).toEqual([
      ['a', 'delete'],
      ['renamed', 'upsert'],
      ['gone', 'delete'],
    ]);
  });

  it('is full at 2,000 documents, 100 listings or 4 MiB', () => {
    const many = new PageBuffer();
    for (let i = 0; i < 1999; i += 1) many.seen(`${i}`);
    expect(many.isFull).toBe(false);
    many.deleteAlias('x');
    expect(many.isFull).toBe(true);
    const unchanged = new PageBuffer();
    for (let i = 0; i < 100; i += 1) unchanged.listing({ type: 'unchanged', id: `${i}` });
    expect(unchanged.isFull).toBe(true);
    expect(unchanged.takeListings()).toHaveLength(100);
    expect(unchanged.isEmpty).toBe(true);
    const large = new PageBuffer();
    large.upsert({ ...document('a'), body: 'x'.repeat(4 * 1024 * 1024) }, listed);
    expect(large.isFull).toBe(true);
    large.take();
    expect(large.isFull).toBe(false);
  });
});

describe('findFault', () => {
  it.each([
    [{ id: '', title: '' }, 'no id'],
    [{ id: '日'.repeat(683), title: '' }, 'longer than 2048 bytes'],
    [{ id: 'a', title: '', alias: '' }, 'alias'],
    [{ id: 'a', title: 5 }, 'title'],
    [{ id: 5, title: '' }, 'no id'],
    [{ id: 'a', title: '', parent: 5 }, 'parent'],
  ])('refuses %o', (bad, why) => {
    expect(findFault(bad as never)).toContain(why);
  });

  it('takes everything else', () => {
    expect(findFault({ id: 'x'.repeat(2048), title: '', alias: ' ' })).toBeUndefined();
    expect([isId('a'), isId(''), isId(undefined)]).toEqual([true, false, false]);
  });
});

import type { SearchIndex } from '@acequia/knowledge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchOf, find, put } from './corpus.ts';

/** What every index must do with the change log that it follows. */
export function describeFollowing(name: string, open: () => Promise<SearchIndex>): void {
  describe(`${name}: following`, () => {
    let index: SearchIndex;
    beforeAll(async () => {
      index = await open();
    });
    beforeEach(() => index.rebuild());
    afterAll(() => index.close());

    it('skips what it has applied', async () => {
      const batch = batchOf(1, 0, [
        { id: 1, markdown: 'apple' },
        { id: 2, markdown: 'pear' },
      ]);
      expect(await index.apply(batch)).toEqual({ documents: 2, chunksAdded: 2, chunksRemoved: 0, chunksKept: 0 });
      await put(index, 1, [{ id: 1, deleted: true }]);
      expect(await index.apply(batch)).toEqual({ documents: 0, chunksAdded: 0, chunksRemoved: 0, chunksKept: 0 });
      expect(await index.position(1)).toBe(3);
      expect(await find(index, 'apple')).toEqual([]);
      expect(await find(index, 'pear')).toEqual([2]);
    });

    it('refuses a batch that would leave a gap', async () => {
      const applied = await index.apply(batchOf(1, 5, [{ id: 1, markdown: 'apple' }]));
      expect([applied.documents, await index.position(1), await find(index, 'apple')]).toEqual([0, 0, []]);
      expect(await index.dataSources()).toEqual([]);
    });

    it('indexes only the chunks that changed', async () => {
      const section = (at: number, text: string) => `## Part ${at}\n\n${text}`;
      const parts = Array.from({ length: 20 }, (_, at) => section(at, `text number${at}`));
      await put(index, 1, [{ id: 1, markdown: parts.join('\n\n') }]);
      const edited = parts.with(10, section(10, 'another thing'));
      expect(await put(index, 1, [{ id: 1, markdown: edited.join('\n\n') }])).toEqual({
        documents: 1,
        chunksAdded: 1,
        chunksRemoved: 1,
        chunksKept: 19,
      });
      expect([await find(index, 'number10'), await find(index, 'thing')]).toEqual([[], [1]]);
      const inserted = edited.toSpliced(0, 0, section(99, 'first'));
      expect(await put(index, 1, [{ id: 1, markdown: inserted.join('\n\n') }])).toMatchObject({
        chunksAdded: 1,
        chunksRemoved: 0,
      });
      const { hits } = await index.search({ text: 'thing', dataSourceIds: [1] });
      expect(hits[0]?.chunks[0]?.ordinal).toBe(11);
    });

    it('writes a batch and its position, or neither', async () => {
      await put(index, 1, [{ id: 1, markdown: 'apple' }]);
      const batch = batchOf(1, 1, [
        { id: 1, markdown: 'pear' },
        { id: 2, markdown: 'pear' },
      ]);
      const broken = {
        ...(batch.changes[1] ?? expect.fail('no change')),
        get markdown(): string {
          throw new Error('broken change');
        },
      };
      const changes = [...batch.changes.slice(0, 1), broken];
      await expect(index.apply({ ...batch, changes })).rejects.toThrow('broken change');
      expect([await find(index, 'apple'), await find(index, 'pear'), await index.position(1)]).toEqual([[1], [], 1]);
      await index.apply(batch);
      expect((await find(index, 'pear')).toSorted((a, b) => a - b)).toEqual([1, 2]);
    });

    it('takes the same batches from two followers at once', async () => {
      const batches = Array.from({ length: 5 }, (_, at) =>
        batchOf(
          1,
          at * 3,
          [1, 2, 3].map((step) => ({ id: at * 3 + step, markdown: `number ${at}` })),
        ),
      );
      const follow = async () => {
        for (const batch of batches) await index.apply(batch);
      };
      await Promise.all([follow(), follow()]);
      expect([(await find(index, 'number', { topK: 100 })).length, await index.position(1)]).toEqual([15, 15]);
    });

    it('finds the new title and not the old one', async () => {
      await put(index, 1, [{ id: 1, title: 'Alpha', markdown: 'text' }]);
      await put(index, 1, [{ id: 1, title: 'Beta', markdown: 'text' }]);
      expect([await find(index, 'alpha'), await find(index, 'beta')]).toEqual([[], [1]]);
    });

    it('takes several changes of one document in one batch', async () => {
      await put(index, 1, [
        { id: 1, markdown: 'one' },
        { id: 1, markdown: 'two' },
        { id: 2, markdown: 'two' },
        { id: 2, deleted: true },
        { id: 3, deleted: true },
      ]);
      expect([await find(index, 'one'), await find(index, 'two'), await index.position(1)]).toEqual([[], [1], 5]);
    });

    it('deletes, brings back, removes data sources', async () => {
      await put(index, 1, [{ id: 1, markdown: 'apple' }]);
      await put(index, 2, [{ id: 1, markdown: 'apple pie' }]);
      expect(await index.dataSources()).toEqual([1, 2]);
      await put(index, 1, [{ id: 1, deleted: true }]);
      expect(await find(index, 'apple')).toEqual([]);
      await put(index, 1, [{ id: 1, markdown: 'apple' }]);
      expect(await find(index, 'apple')).toEqual([1]);
      await index.remove(1);
      await index.remove(77);
      expect([await find(index, 'apple'), await index.position(1), await index.dataSources()]).toEqual([[], 0, [2]]);
      expect(await find(index, 'pie', { dataSourceIds: [2] })).toEqual([1]);
      await put(index, 1, [{ id: 5, markdown: 'apple again' }]);
      expect(await find(index, 'apple')).toEqual([5]);
    });

    it('keeps odd text', async () => {
      const odd = [
        '\0 nul',
        '\ud800 lone',
        '\ufeffbom',
        'crlf\r\n\r\n# Heading\r\n\r\nline',
        '𠮷野家 𝐛𝐨𝐥𝐝',
        '<script>',
        "'; --",
      ];
      await put(
        index,
        1,
        odd.map((markdown, at) => ({ id: at + 1, title: `t${at} ${markdown}`, markdown })),
      );
      for (const [word, id] of [
        ['nul', 1],
        ['lone', 2],
        ['bom', 3],
        ['line', 4],
        ['𠮷', 5],
        ['bold', 5],
        ['script', 6],
      ] as const) {
        expect(await find(index, word), word).toEqual([id]);
      }
      const applied = await put(
        index,
        1,
        odd.map((markdown, at) => ({ id: at + 1, title: `t${at} ${markdown}`, markdown })),
      );
      expect(applied).toMatchObject({ chunksAdded: 0, chunksRemoved: 0 });
      await put(
        index,
        1,
        odd.map((_, at) => ({ id: at + 1, deleted: true as const })),
      );
      expect(await find(index, 'nul line bold')).toEqual([]);
    });

    it('takes a huge document and a long word', async () => {
      const paragraphs = Array.from({ length: 3_000 }, (_, at) => `Paragraph ${at} says ${'something '.repeat(20)}`);
      await put(index, 1, [
        { id: 1, title: 'x'.repeat(5_000), markdown: `${paragraphs.join('\n\n')}\n\nneedle ${'y'.repeat(300_000)}` },
      ]);
      expect(await find(index, 'needle')).toEqual([1]);
      expect(await find(index, 'y'.repeat(900))).toEqual([1]);
      const { hits } = await index.search({ text: 'something', dataSourceIds: [1] });
      expect(hits[0]?.chunks).toHaveLength(3);
    });
  });
}

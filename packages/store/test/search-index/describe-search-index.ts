import type { SearchIndex } from '@acequia/knowledge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find, put } from './corpus.ts';

/** What every search index does, whatever it is built on. */
export function describeSearchIndex(name: string, open: () => Promise<SearchIndex>): void {
  describe(`${name}: search`, () => {
    let index: SearchIndex;
    beforeAll(async () => {
      index = await open();
      await index.rebuild();
      await put(index, 1, [
        { id: 1, markdown: '# Knowledge\n\n知识库搜索引擎支持多种数据源。' },
        { id: 2, markdown: '東京タワーで猫を検索する' },
        { id: 3, markdown: 'Das Café liegt an der Straße, gegenüber der Donaudampfschifffahrt.' },
        { id: 4, markdown: 'Call `getUserName` of HTMLParser, then snake_case_name in src/lib/main-file.ts v1.2.3' },
        { id: 5, markdown: 'To be or not to be, that is the question.' },
        { id: 6, markdown: 'Lift off 🚀 on plan b; write to joe.doe@example.com' },
        { id: 7, markdown: 'การค้นหาข้อมูลภาษาไทย' },
        { id: 8, markdown: '한국어는 검색을 지원합니다' },
        { id: 9, title: 'Holiday calendar', markdown: '' },
        { id: 10, markdown: 'zebra "quoted" NEAR(a b) * @@ 100% \\ \' ; DROP TABLE chunks' },
        { id: 11, markdown: 'привет, Как дела? عربى Ελληνικός' },
      ]);
      await put(index, 2, [{ id: 21, markdown: 'secret plans of another tenant about 知识 and zebra' }]);
    });
    afterAll(() => index.close());

    it.each([
      ['知识', [1]],
      ['搜索', [1]],
      ['识库', [1]],
      ['知识库的搜索', [1]],
      ['東京', [2]],
      ['検索', [2]],
      ['タワー', [2]],
      ['猫', [2]],
      ['京', [2]],
      ['ค้นหา', [7]],
      ['검색', [8]],
      ['어', [8]],
      ['cafe', [3]],
      ['CAFÉ', [3]],
      ['cafe\u0301', [3]],
      ['strasse', [3]],
      ['gegenuber', [3]],
      ['donau*', [3]],
      ['getUserName', [4]],
      ['getusername', [4]],
      ['user', [4]],
      ['parser', [4]],
      ['snake_case_name', [4]],
      ['snake', [4]],
      ['main-file', [4]],
      ['src/lib/main-file.ts', [4]],
      ['1.2.3', [4]],
      ['v1.2', [4]],
      ['2.3', [4]],
      ['joe.doe@example.com', [6]],
      ['"to be or not to be"', [5]],
      ['to be or not to be', [5]],
      ['b', [6, 10]],
      ['🚀', [6]],
      ['calendar', [9]],
      ['как', [11]],
      ['ελληνικος', [11]],
      ['عربى', [11]],
      ['z*', [10]],
      ['"be or not th*"', []],
      ['"not to b*"', [5]],
      ['"be not"', []],
      ['"snake case"', [4]],
    ])('finds %s', async (text, expected) => {
      expect((await find(index, text)).toSorted((a, b) => a - b)).toEqual(expected);
    });

    it.each(['', '   ', '-', '"', '""', '*', '()', '-猫', '🏻\u200d', '\0', '\ud800'])(
      'finds nothing for %j',
      async (text) => {
        expect(await find(index, text)).toEqual([]);
      },
    );

    it.each([
      'zebra"',
      '"zebra',
      'zebra*',
      'zebra AND',
      'zebra.nothing/else',
      'zebra NEAR(a b',
      'NEAR(a b) zebra',
      'title:zebra',
      '{title body}: zebra',
      'zebra @@',
      '"zebra quoted" @',
      '+zebra -nothing',
      'zebra ~ > <',
      "zebra' UNION SELECT --",
      'zebra \\ %',
      'zebra ^ ( ( (',
      'zebra\0',
      'xqzebra zebra',
    ])('takes %j as text', async (text) => {
      expect(await find(index, text)).toEqual([10]);
    });

    it('leaves out what is unwanted', async () => {
      expect(await find(index, 'to -question -plan')).toEqual([]);
      expect(await find(index, 'be -猫')).toEqual([5]);
      expect(await find(index, 'plan -"off on"')).toEqual([6]);
      expect(await find(index, 'plan -"plan b"')).toEqual([]);
    });

    it('falls back to any word, and says so', async () => {
      const all = await index.search({ text: 'plan write', dataSourceIds: [1] });
      expect([all.matched, all.hits.length]).toEqual(['all', 1]);
      const any = await index.search({ text: 'plan question', dataSourceIds: [1] });
      expect(any.matched).toBe('any');
      expect(any.hits.map(({ documentId }) => documentId).toSorted((a, b) => a - b)).toEqual([5, 6]);
    });

    it('never shows a data source that was not asked for', async () => {
      expect(await find(index, 'zebra')).toEqual([10]);
      expect(await find(index, 'secret')).toEqual([]);
      expect(await find(index, 'secret', { dataSourceIds: [2] })).toEqual([21]);
      expect((await find(index, 'zebra', { dataSourceIds: [2, 1, 2, 99] })).toSorted((a, b) => a - b)).toEqual([
        10, 21,
      ]);
      expect(await find(index, 'zebra', { dataSourceIds: [] })).toEqual([]);
      expect(await find(index, 'zebra', { dataSourceIds: [99] })).toEqual([]);
    });

    it('shows why a chunk was found', async () => {
      const { hits } = await index.search({ text: 'cafe 猫 strasse', dataSourceIds: [1] });
      const [snippet] = hits.find(({ documentId }) => documentId === 3)?.chunks.map((chunk) => chunk.snippet) ?? [];
      expect(snippet?.highlights.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['Café', 'Straße']);
      const first = await index.search({ text: '搜索', dataSourceIds: [1] });
      expect(first.hits[0]?.chunks[0]).toMatchObject({ ordinal: 0, headings: ['Knowledge'] });
      expect(first.hits[0]?.title).toBe('Document 1');
    });

    it('asks which documents may be seen until there are enough', async () => {
      await put(
        index,
        3,
        Array.from({ length: 300 }, (_, at) => ({ id: 1000 + at, markdown: `common word ${at}` })),
      );
      const asked: number[] = [];
      const visible = (ids: readonly number[]) => {
        asked.push(...ids);
        return new Set(ids.filter((id) => id % 100 === 99));
      };
      const found = await find(index, 'common', { dataSourceIds: [3], topK: 2, visible });
      expect(found).toHaveLength(2);
      expect(found.every((id) => id % 100 === 99)).toBe(true);
      expect(new Set(asked).size).toBe(asked.length);
      expect(await find(index, 'common', { dataSourceIds: [3], topK: 1000 })).toHaveLength(300);
    });
  });

  describe(`${name}: ranking`, () => {
    let index: SearchIndex;
    beforeAll(async () => {
      index = await open();
      await index.rebuild();
      const filler = Array.from({ length: 30 }, (_, at) => ({
        id: 100 + at,
        markdown: `filler text number ${at} about weather`,
      }));
      await put(index, 1, [
        { id: 1, markdown: `A long text that says backup once. ${'Other words follow here. '.repeat(40)}` },
        { id: 2, title: 'Backup', markdown: 'How we keep copies.' },
        { id: 3, markdown: 'Short: backup.' },
        { id: 4, markdown: '# Backup\n\nUnder a heading.' },
        {
          id: 5,
          title: 'Big',
          markdown: Array.from({ length: 9 }, (_, at) => `## Part ${at}\n\nrestore ${at}`).join('\n\n'),
        },
        { id: 6, markdown: 'weather weather weather and the rare quokka' },
        ...filler,
      ]);
    });
    afterAll(() => index.close());

    it('puts title before heading before text, short before long', async () => {
      expect(await find(index, 'backup')).toEqual([2, 4, 3, 1]);
    });

    it('lets the rarer word decide', async () => {
      const { hits } = await index.search({ text: 'quokka sunshine weather', dataSourceIds: [1], topK: 3 });
      expect(hits[0]?.documentId).toBe(6);
    });

    it('groups chunks by document', async () => {
      const { hits } = await index.search({ text: 'restore', dataSourceIds: [1], chunksPerDocument: 2 });
      expect(hits.map(({ documentId, chunks }) => [documentId, chunks.length])).toEqual([[5, 2]]);
      expect(hits[0]?.score).toBe(hits[0]?.chunks[0]?.score);
    });

    it('returns topK documents at most', async () => {
      expect(await find(index, 'weather', { topK: 4 })).toHaveLength(4);
      expect(await find(index, 'weather', { topK: 0 })).toHaveLength(1);
      expect(await find(index, 'weather', { topK: Number.NaN })).toHaveLength(1);
    });
  });
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeLog, Documents } from '../../src/index.ts';
import { engines, openTestStore, type TestStore } from './test-store.ts';
import { inline, shared, sync } from './test-sync.ts';

const oddIds = [
  'a',
  'A',
  'a ',
  ' a',
  'a\u0000',
  'ä',
  'a\u0308',
  'Å',
  '\u212b',
  'e',
  'é',
  'ss',
  'ß',
  'ı',
  'i',
  '😀',
  '😁',
  '\ud800',
  '\udc00',
  'x\ud800y',
  'x\ufffdy',
  '\ufffd',
  '\ufeffa',
  "'; DROP TABLE documents; --",
  '../../etc/passwd',
  '__proto__',
  '%',
  '_',
  '\\',
  'x'.repeat(2048),
  'x'.repeat(2047),
  `${'x'.repeat(2047)}y`,
  '漢'.repeat(682),
  '1e3',
  '1000',
  '',
];

const oddTexts = {
  'four bytes': '𝒳😀👩‍👩‍👧‍👦 漢字 \u{10ffff}',
  nul: 'before\u0000after',
  'right to left': 'שלום \u202eعربي\u202c',
  bom: '\ufefftext',
  crlf: 'one\r\ntwo\rthree\nfour\u2028five',
  empty: '',
  spaces: '  \t text with ends \n\n',
  quotes: `'"\`\\'' -- /* ? :name $1`,
  'lone surrogate': 'a\ud800b\udc00c',
  large: '漢字😀\r\n'.repeat(200_000),
};

describe.each(engines)('what is stored on $engine', ({ makePlace }) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore(makePlace);
  });
  afterAll(() => test.close());

  it('keeps ids apart that differ in one byte', async () => {
    const { id } = await test.makeSource();
    await sync(test, id, async ({ document, commit }, lease) => {
      await commit(
        lease,
        oddIds.map((odd) => document(odd, { title: odd.toWellFormed(), content: inline(JSON.stringify(odd)) })),
      );
    });
    const stored = await new ChangeLog(test.open.database, 1).changesAfter(id, 0, 1000, 1e9);
    expect(stored.map(({ document }) => document.sourceId)).toEqual(oddIds);
    expect(stored.map(({ markdown }) => markdown)).toEqual(oddIds.map((odd) => JSON.stringify(odd)));

    await sync(test, id, async ({ store, document, commit, rows }, lease) => {
      expect(new Set(await rows(lease, oddIds)).size).toBe(oddIds.length);
      expect(await rows(lease, ['b', 'aa', 'a  ', 'É'])).toEqual([]);
      expect([...(await store.known(lease, oddIds)).keys()].sort()).toEqual([...oddIds].sort());
      await commit(lease, [document('Å', { content: inline('changed') })]);
    });
    const changed = await new ChangeLog(test.open.database, 1).changesAfter(id, oddIds.length, 1000, 1e9);
    expect(changed.map(({ document, markdown }) => [document.sourceId, markdown])).toEqual([['Å', 'changed']]);
  });

  it('keeps parents and aliases apart that differ in one byte', async () => {
    const { id } = await test.makeSource();
    const parents = ['P', 'p', 'p ', 'p\ud800', 'p\ufffd'];
    await sync(test, id, async ({ store, document, commit }, lease) => {
      await commit(lease, [
        ...parents.map((parent, i) =>
          document(parent, {
            title: `folder ${i}`,
            container: true,
            alias: `alias ${parent}`,
            content: { state: 'none' },
          }),
        ),
        ...parents.map((parent, i) => document(`child ${i}`, { title: 'file', parent })),
      ]);
      const aliases = parents.map((parent) => `alias ${parent}`);
      expect([...(await store.findAliases(lease, aliases))]).toEqual(
        expect.arrayContaining(parents.map((parent) => [`alias ${parent}`, parent])),
      );
      expect((await store.findAliases(lease, ['alias P ', 'ALIAS P'])).size).toBe(0);
    });
    const { documents } = await new Documents(test.open.database, 1).list({ dataSourceId: id });
    expect(documents.map(({ path }) => path)).toEqual(parents.map((_, i) => `folder ${i}/file`));
  });

  it.each([
    ['inline', inline],
    ['shared', shared],
  ])('gives every text back as it was, %s', async (_, contentOf) => {
    const { id } = await test.makeSource();
    const texts = Object.entries(oddTexts);
    await sync(test, id, async ({ document, commit }, lease) => {
      const documents = texts.map(([name, text]) =>
        document(name, {
          title: text.slice(0, 300),
          url: `https://example.com/${text.slice(0, 20)}`,
          details: { fields: { text: text.slice(0, 300) }, authors: [text.slice(0, 20)] },
          content: contentOf(text),
        }),
      );
      await commit(lease, documents);
    });
    const { documents, total } = await new Documents(test.open.database, 1).list({ dataSourceId: id });
    expect(total).toBe(texts.length);
    for (const { id: row, sourceId } of documents) {
      const text = oddTexts[sourceId as keyof typeof oddTexts];
      const found = await new Documents(test.open.database, 1).get(row);
      expect(found?.markdown === text.toWellFormed(), sourceId).toBe(true);
      expect(found?.title).toBe(text.slice(0, 300).toWellFormed());
      expect(found?.fields).toEqual({ text: text.slice(0, 300) });
      expect(found?.authors).toEqual([text.slice(0, 20)]);
    }
  });

  it('leaves out a text over the limit of the database, says why, and keeps the rest of the batch', async () => {
    const { id } = await test.makeSource();
    const { database } = test.open;
    const small = { ...database, maxValueBytes: 1000 };
    await sync({ ...test, open: { ...test.open, database: small } }, id, async ({ document, commit }, lease) => {
      const large = document('large', { content: inline('ü'.repeat(501)) });
      await commit(lease, [document('ok'), large, document('fits', { content: inline('ü'.repeat(500)) })]);
    });
    const { documents } = await new Documents(database, 1).list({ dataSourceId: id });
    expect(documents.map(({ sourceId, content }) => [sourceId, content])).toEqual([
      ['ok', 'ready'],
      ['large', 'skipped'],
      ['fits', 'ready'],
    ]);
    expect(documents[1]?.notes[0]).toMatch(/larger than the database takes/);
  });
});

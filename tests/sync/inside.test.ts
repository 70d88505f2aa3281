import { hash } from 'node:crypto';
import { type Extracted, type Extractor, type Fetched, SourceError } from '@acequia/core';
import { createManualClock } from '@acequia/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import type { DatabasePlace } from './make-place.ts';
import { checkpoint, complete, scriptConnector, text } from './scripted-connector.ts';
import { openSyncFixture, type SyncFixture } from './sync-fixture.ts';

const digestOf = (text: string) => hash('sha256', text, 'hex');

/** A box of boxes and texts, as a source would keep an archive. */
interface Box {
  readonly [name: string]: string | Box;
}

/** Opens boxes; says with each name what it was asked for. */
function openBoxes(extracted: string[], fails: ReadonlySet<string>): Extractor {
  return {
    revision: 'boxes',
    async extract({ bytes, title = '', depth = 0 }): Promise<Extracted> {
      const content = Buffer.from(bytes).toString();
      extracted.push(`${depth} ${title}`);
      if (fails.has(title)) throw new SourceError('transient', 'The worker died');
      if (!content.startsWith('{')) return { markdown: content, mime: 'text/plain', warnings: [] };
      const box: Box = JSON.parse(content);
      const children = Object.entries(box).map(([name, inner]) => ({
        name,
        bytes: Buffer.from(typeof inner === 'string' ? inner : JSON.stringify(inner)),
      }));
      return { markdown: Object.keys(box).join(' ') || 'empty', mime: 'application/x-box', warnings: [], children };
    },
    extractNow: ({ text }) => (text === undefined ? undefined : { markdown: text, mime: 'text/plain', warnings: [] }),
    close: async () => undefined,
  };
}

describe.each(engines)('what is inside a document, on %s', (_name, makePlace) => {
  const clock = createManualClock();
  const extracted: string[] = [];
  const fetched: string[] = [];
  const fails = new Set<string>();
  const box = { current: {} as Box | string, version: 1 };
  let place: DatabasePlace;
  let fixture: SyncFixture;

  beforeEach(async () => {
    place = await makePlace();
    const { connector, script } = scriptConnector({
      async *fetchContent(_context, wanted): AsyncGenerator<Fetched> {
        for (const { id } of wanted) {
          fetched.push(id);
          if (typeof box.current === 'string') yield { id, body: box.current, mime: 'text/plain' };
          else yield { id, body: Buffer.from(JSON.stringify(box.current)), mime: 'application/x-box' };
        }
      },
    });
    script.read = () => [
      text('a.box', { version: `${box.version}`, body: undefined, mime: 'application/x-box' }),
      complete,
      checkpoint(box.version),
    ];
    fixture = await openSyncFixture({ url: place.url, clock, connector, extractor: openBoxes(extracted, fails) });
    box.current = { 'one.txt': 'first', 'inner.box': { 'deep.txt': 'deepest' }, 'docs/two.txt': 'second' };
    box.version = 1;
    fails.clear();
  });
  afterEach(async () => {
    await fixture.close();
    await place.remove();
  });

  const forget = () => {
    extracted.length = 0;
    fetched.length = 0;
  };
  const ids = async () => [...(await fixture.stored()).keys()].sort();
  const all = ['a.box', 'a.box!/docs/two.txt', 'a.box!/inner.box', 'a.box!/inner.box!/deep.txt', 'a.box!/one.txt'];

  it('becomes documents of its own, as deep as it goes', async () => {
    forget();
    expect(await fixture.sync()).toMatchObject({ status: 'success', counts: { created: 5 } });
    expect(await ids()).toEqual(all);
    expect((await fixture.stored()).get('a.box!/inner.box!/deep.txt')).toMatchObject({ bodyHash: digestOf('deepest') });
    expect(extracted).toContain('2 deep.txt');
    expect(await fixture.problems(true)).toEqual([]);
    forget();
    expect(await fixture.sync()).toMatchObject({ status: 'success', counts: { created: 0, updated: 0, deleted: 0 } });
    expect([...fetched, ...extracted]).toEqual([]);
  });

  it('changes, comes and goes with it, and is not extracted again where it is the same', async () => {
    await fixture.sync();
    box.current = { 'one.txt': 'first', 'docs/two.txt': 'changed', 'three.txt': 'new' };
    box.version = 2;
    forget();
    expect(await fixture.sync()).toMatchObject({ status: 'success' });
    expect(await ids()).toEqual(['a.box', 'a.box!/docs/two.txt', 'a.box!/one.txt', 'a.box!/three.txt']);
    expect(extracted.sort()).toEqual(['0 a.box', '1 docs/two.txt', '1 three.txt']);
    expect(await fixture.problems(true)).toEqual([]);
  });

  it('is gone when the document became something else', async () => {
    await fixture.sync();
    box.current = 'a plain text now';
    box.version = 2;
    await fixture.sync();
    expect(await ids()).toEqual(['a.box']);
    expect(await fixture.problems(true)).toEqual([]);
  });

  it('is tried again by taking the document apart once more, and the connector never hears of it', async () => {
    fails.add('deep.txt').add('one.txt');
    expect(await fixture.sync()).toMatchObject({ status: 'partial', counts: { failed: 2 } });
    fails.clear();
    forget();
    await clock.advance(301_000);
    await fixture.sync();
    expect(await ids()).toEqual(all);
    expect((await fixture.stored()).get('a.box!/inner.box!/deep.txt')).toMatchObject({ bodyHash: digestOf('deepest') });
    expect(await fixture.problems(true)).toEqual([]);
    expect(fetched).toEqual(['a.box']);
  });
});

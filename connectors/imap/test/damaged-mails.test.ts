import { afterEach, describe, expect, it } from 'vitest';
import imap from '../src/index.ts';
import { bare, type ImapFakeOptions } from './fake/index.ts';
import { type FakeHost, openFakeHost } from './fake-host.ts';

const opened: FakeHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

async function openInbox(options: ImapFakeOptions, mails: number) {
  const host = await openFakeHost({ documents: 0, ...options });
  opened.push(host);
  const { account, seeds } = host.fake;
  const inbox = account.folder('INBOX');
  const append = (title: string) => inbox.append(seeds.next({ shape: 0, title, body: `text of ${title}` }));
  for (let index = 1; index <= mails; index += 1) append(`Mail ${String(index).padStart(2, '0')}`);
  return { host, inbox, append };
}

const retried = { refetch: true };

describe.each([
  ['a modern server', {}],
  ['a bare server', { traits: bare }],
] as const)('A mail at which %s ends the connection', (_name, options) => {
  it.each([[[1]], [[12]], [[30]], [[1, 2, 3]], [[5, 17, 30]]])(
    'keeps no other out of a folder, whenever it is met: %j',
    async (damaged) => {
      const { host, inbox, append } = await openInbox(options, 30);
      for (const uid of damaged) inbox.damaged.add(uid);
      expect(await host.sync()).toMatchObject({ status: 'partial', counts: { failed: damaged.length } });
      expect(host.titles()).toHaveLength(30 - damaged.length);
      for (const title of host.titles()) expect(host.text(title)).toContain(`text of ${title}`);
      // What comes later is followed, and nothing is deleted, however it is looked at.
      append('Later');
      inbox.damaged.add(append('Later and damaged').uid);
      append('Last');
      expect(await host.sync()).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
      expect(await host.sync('reconcile')).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
      expect(await host.sync('full')).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
      expect(host.titles()).toHaveLength(32 - damaged.length);
      expect(host.text('Last')).toContain('text of Last');
      // Repaired, all are read.
      inbox.damaged.clear();
      await host.sync('full', retried);
      expect(host.titles()).toHaveLength(33);
      expect(host.text('Later and damaged')).toContain('text of Later and damaged');
    },
  );

  it('that was read before stays as it is', async () => {
    const { host, inbox } = await openInbox(options, 10);
    await host.sync();
    inbox.damaged.add(4);
    inbox.flag(4, ['\\Flagged']);
    inbox.flag(7, ['\\Flagged']);
    for (const kind of ['incremental', 'reconcile', 'full'] as const) {
      expect(await host.sync(kind)).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
      expect(host.text('Mail 04')).toContain('text of Mail 04');
    }
  });

  it('is told as a failure of its own when it is asked for with others', async () => {
    const { host, inbox } = await openInbox(options, 10);
    await host.sync();
    const wanted = [...host.store.documents().values()]
      .filter(({ container }) => !container)
      .map(({ id, ref }) => ({ id, ...(ref !== undefined && { ref }) }));
    inbox.damaged.add(4);
    const answers = await Array.fromAsync(imap.fetchDocuments?.(host.context(), wanted) ?? []);
    expect(answers.filter(({ type }) => type === 'upsert')).toHaveLength(9);
    expect(answers.filter(({ type }) => type === 'failure')).toMatchObject([
      { error: { kind: 'bad-response', message: expect.stringContaining('ends the connection') } },
    ]);
  });
});

it('A server that ends every connection is not asked again and again', async () => {
  const { host, inbox } = await openInbox({}, 40);
  for (const { uid } of inbox.mails) inbox.damaged.add(uid);
  expect(await host.sync()).toMatchObject({ counts: { deleted: 0 } });
  expect(host.titles()).toEqual([]);
  expect(host.commands().length).toBeLessThan(150);
});

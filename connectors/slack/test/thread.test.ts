import { expect, test } from 'vitest';
import { message } from '../src/message.ts';
import { messageText } from '../src/message-text.ts';
import { renderThread } from '../src/render-thread.ts';
import { isThread, rootFiles, toThreadDocument } from '../src/thread.ts';

const place = { channel: 'C1', workspace: { url: 'https://w.slack.com/' } };
const names = { user: (id: string) => ({ U1: 'Ada', U2: 'Bob' })[id], channel: () => undefined };
const of = (fields: object) => message.parse({ type: 'message', ts: '1767225600.000100', ...fields });

test('a thread has the address, times and fields that Slack gives', () => {
  const root = of({
    text: 'Hello *there*\nand more',
    user: 'U1',
    edited: { ts: '1767225700.000000', user: 'U1' },
    reply_count: 2,
    latest_reply: '1767225800.000000',
  });
  expect(toThreadDocument(root, place)).toMatchObject({
    id: 'C1:1767225600.000100',
    alias: '1767225600.000100',
    parent: 'C1',
    title: 'Hello there',
    url: 'https://w.slack.com/archives/C1/p1767225600000100',
    createdAt: 1767225600000,
    modifiedAt: 1767225800000,
    fields: { author: 'U1', replies: 2 },
  });
});

test('a version changes with text, edits, replies and files, and with nothing else', () => {
  const version = (fields: object) => toThreadDocument(of({ text: 'a', user: 'U1', ...fields }), place).version;
  const same = version({});
  expect(version({ reactions: [{ name: 'tada', count: 3 }], team: 'T2', is_starred: true })).toBe(same);
  expect(version({ attachments: [{ from_url: 'https://x.y', text: 'A preview', fallback: 'p' }] })).toBe(same);
  const others = [
    version({ text: 'b' }),
    version({ edited: { ts: '1767225700.000000' } }),
    version({ reply_count: 1, latest_reply: '1767225700.000000' }),
    version({ reply_count: 1, latest_reply: '1767225701.000000' }),
    version({ files: [{ id: 'F1', name: 'x' }] }),
    version({ attachments: [{ text: 'An alert' }] }),
  ];
  expect(new Set([same, ...others]).size).toBe(others.length + 1);
});

test.each([
  ['a message', {}, true],
  ['a reply', { thread_ts: '1767225500.000000' }, false],
  ['a reply shown in the channel', { thread_ts: '1767225500.000000', subtype: 'thread_broadcast' }, false],
  ['somebody who joined', { subtype: 'channel_join' }, false],
  ['a join that was answered', { subtype: 'channel_join', reply_count: 1 }, true],
  ['a new topic', { subtype: 'group_topic' }, false],
  ['an app', { bot_id: 'B1', subtype: 'bot_message' }, false],
  ['an app that was answered', { bot_id: 'B1', reply_count: 3 }, true],
  ['a deleted message', { subtype: 'tombstone' }, false],
  ['a deleted message with answers', { subtype: 'tombstone', reply_count: 1 }, true],
  ['a message in the third person', { subtype: 'me_message' }, true],
])('%s: a document or not', (_, fields, expected) => {
  expect(isThread(of({ text: 'x', ...fields }), { bots: false })).toBe(expected);
});

test('apps are documents when the settings say so', () => {
  expect(isThread(of({ bot_id: 'B1', text: 'x' }), { bots: true })).toBe(true);
});

test.each([
  [{ text: '' }, 'Message of 2026-01-01T00:00:00.000Z'],
  [{ text: '<@U1>' }, 'Message of 2026-01-01T00:00:00.000Z'],
  [{ text: '', files: [{ id: 'F1', name: 'plan.pdf' }] }, 'plan.pdf'],
  [{ text: '😀'.repeat(200) }, `${'😀'.repeat(119)}…`],
  [{ subtype: 'tombstone', reply_count: 1, text: 'This message was deleted.' }, 'Thread of a deleted message'],
])('the title of %j', (fields, title) => {
  expect(toThreadDocument(of(fields), place).title).toBe(title);
});

test('a thread is written with its authors, times and files; notices and apps are left out', () => {
  const root = of({
    text: 'Who?',
    user: 'U1',
    files: [
      { id: 'F1', name: 'a.txt' },
      { id: 'F2', mode: 'tombstone' },
    ],
  });
  const replies = [
    of({ ts: '1767225660.000000', text: 'Me', user: 'U2' }),
    of({ ts: '1767225661.000000', text: 'beep', bot_id: 'B1', username: 'CI' }),
    of({ ts: '1767225662.000000', text: 'joined', user: 'U2', subtype: 'channel_join' }),
    of({ ts: '1767225663.000000', text: 'And I', user: 'U9' }),
  ];
  expect(renderThread(root, replies, { names, bots: false })).toBe(
    [
      '**Ada**, 2026-01-01 00:00 UTC:\n\nWho?\n\n- a.txt',
      '**Bob**, 2026-01-01 00:01 UTC:\n\nMe',
      '**U9**, 2026-01-01 00:01 UTC:\n\nAnd I',
    ].join('\n\n'),
  );
  expect(renderThread(root, replies, { names, bots: true })).toContain('**CI**, 2026-01-01 00:01 UTC:\n\nbeep');
});

test('what an app says in blocks or attachments is read', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Deploy' } },
    { type: 'section', text: { type: 'mrkdwn', text: '*done*' }, fields: [{ type: 'mrkdwn', text: 'in 3 s' }] },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'by ' },
            { type: 'user', user_id: 'U1' },
            { type: 'link', url: 'https://x.y', text: 'log' },
          ],
        },
      ],
    },
  ];
  expect(messageText(of({ text: '', blocks }))).toBe('Deploy\n*done*\nin 3 s\nby <@U1><https://x.y|log>');
  const attachments = [
    { title: 'Alert', title_link: 'https://x.y', text: 'Disk full', fields: [{ title: 'Host', value: 'db' }] },
  ];
  expect(messageText(of({ text: 'Look', attachments }))).toBe('Look\n\n<https://x.y|Alert>\nDisk full\nHost: db');
});

test('blocks that nest for ever are cut', () => {
  let block: object = { type: 'mrkdwn', text: 'deep' };
  for (let depth = 0; depth < 10_000; depth++) block = { elements: [block] };
  expect(messageText(of({ text: '', blocks: [block] }))).toBe('');
});

test('what breaks in parts that are not needed is left out', () => {
  const odd = { user: 7, edited: 'x', attachments: {}, blocks: 'x', reply_count: 'many', latest_reply: '1' };
  expect(of({ text: 'fine', ...odd })).toMatchObject({ text: 'fine' });
  expect(message.safeParse({ text: 'no time' }).success).toBe(false);
});

test('a file sorts behind its message and before the next one', () => {
  const root = of({ text: 'x', files: [{ id: 'FZZZ', name: 'z', created: 1 }] });
  const [file] = rootFiles(root, 'C1');
  expect(file).toMatchObject({ id: 'C1:1767225600.000100:FZZZ', parent: 'C1:1767225600.000100', createdAt: 1000 });
  const alias = file?.alias ?? '';
  expect(['1767225600.000101', alias, '1767225600.000100;', root.ts].sort()).toEqual([
    root.ts,
    alias,
    '1767225600.000100;',
    '1767225600.000101',
  ]);
});

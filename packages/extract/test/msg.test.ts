import { expect, it } from 'vitest';
import { property } from '../src/msg/message-properties.ts';
import { extract, failureOf, makeExtractor, markdownOf } from './extracting.ts';
import { makeCompound, makeMsg } from './make-msg.ts';

const { subject, body, html, senderName, senderSmtp, recipientType, displayName, smtpAddress, submitTime } = property;
const { attachmentData, attachmentLongName, attachmentMime, attachmentHidden, messageCodePage, rtf } = property;

it('writes who sent what to whom, then the text', async () => {
  const bytes = makeMsg({
    properties: {
      [subject]: 'Grüße 你好',
      [body]: 'Hello\r\nthere',
      [senderName]: 'Ann',
      [senderSmtp]: 'ann@x.org',
      [submitTime]: new Date('2024-02-29T11:30:00Z'),
    },
    recipients: [
      { [displayName]: 'Bob', [smtpAddress]: 'bob@x.org', [recipientType]: 1 },
      { [displayName]: 'Cy', [recipientType]: 2 },
    ],
  });
  const { markdown, mime, fields } = await extract(bytes, 'x.pdf', 'application/pdf');
  expect(markdown).toBe(
    '# Grüße 你好\n\nFrom: Ann \\<ann@x.org>  \nTo: Bob \\<bob@x.org>  \nCc: Cy  \nDate: 2024-02-29T11:30:00.000Z\n\nHello\nthere',
  );
  expect(mime).toBe('application/vnd.ms-outlook');
  expect(fields).toMatchObject({ title: 'Grüße 你好', authors: ['Ann <ann@x.org>'], cc: ['Cy'] });
});

it('reads HTML and texts in the code page of the sender', async () => {
  const russian = (text: string) => Uint8Array.from(text, (letter) => (letter === 'Я' ? 0xdf : letter.charCodeAt(0)));
  const page = '<meta charset="windows-1251"><p>\xdf <b>b</b><script>x()</script></p>';
  const bytes = makeMsg({
    properties: { [subject]: 'Я', [messageCodePage]: 1251, [html]: Buffer.from(page, 'latin1') },
    encode: russian,
  });
  expect(await markdownOf(bytes)).toBe('# Я\n\nЯ **b**');
});

it('reads rich text where there is nothing else', async () => {
  const text = Buffer.from('{\\rtf1 Only \\b here}');
  const packed = Buffer.alloc(16 + text.length);
  packed.write('MELA', 8);
  text.copy(packed, 16);
  expect(await markdownOf(makeMsg({ properties: { [subject]: 's', [rtf]: packed } }))).toBe('# s\n\nOnly **here**');
});

it('gives attachments and the mails in it as children', async () => {
  const file = {
    [attachmentLongName]: '..\\a/b.csv',
    [attachmentMime]: 'text/csv',
    [attachmentData]: Buffer.from('a,b'),
  };
  const logo = {
    [attachmentLongName]: 'logo.png',
    [attachmentMime]: 'image/png',
    [attachmentHidden]: 1,
    [attachmentData]: Buffer.from('x'),
  };
  const inner = {
    properties: { [subject]: 'Inner', [body]: 'inner text' },
    attachments: [{ properties: { [attachmentLongName]: 'c.txt', [attachmentData]: Buffer.from('c') } }],
  };
  const bytes = makeMsg({
    properties: { [subject]: 's', [body]: 'x' },
    attachments: [
      { properties: file },
      { properties: logo },
      { properties: { [displayName]: 'Re: you' }, message: inner },
    ],
  });
  const { markdown, children = [] } = await extract(bytes);
  expect(markdown).toContain('- ..\\\\a/b.csv\n- Re: you');
  expect(children.map(({ name, mime }) => [name, mime])).toEqual([
    ['a/b.csv', 'text/csv'],
    ['Re: you/c.txt', undefined],
    ['Re: you.md', 'text/markdown'],
  ]);
  expect(Buffer.from(children[2]?.bytes ?? []).toString()).toBe('# Inner\n\ninner text\n\nAttachments:\n\n- c.txt');
});

it('bounds mails in mails', async () => {
  const nest = (depth: number): Parameters<typeof makeMsg>[0] => ({
    properties: { [subject]: `d${depth}`, [body]: 'x' },
    attachments: depth === 0 ? [] : [{ properties: { [displayName]: 'in' }, message: nest(depth - 1) }],
  });
  const { children = [], warnings } = await extract(makeMsg(nest(12)));
  expect(children).toHaveLength(5);
  expect(warnings.join()).toContain('1 file(s) in it were not read');
});

it.each([
  ['an encrypted Office file', { EncryptedPackage: 'x', EncryptionInfo: 'y' }, 'unreadable', 'protected by a password'],
  ['an old Word file', { WordDocument: 'x' }, 'unsupported', 'application/msword'],
  ['an old Excel file', { Workbook: 'x' }, 'unsupported', 'application/vnd.ms-excel'],
  ['something else', { Other: 'x' }, 'unsupported', 'application/x-cfb'],
])('names %s and refuses it', async (_name, streams, kind, message) => {
  const error = await failureOf(extract(makeCompound(streams), 'a.msg'));
  expect([error.kind, error.message]).toEqual([kind, expect.stringContaining(message)]);
  expect(error.hint).toBeTruthy();
});

it('takes no memory for what compressed text claims to unpack to', async () => {
  const claim = Buffer.alloc(56);
  claim.writeUInt32LE(claim.length - 4, 0);
  claim.writeUInt32LE(0x7fffffff, 4);
  claim.write('LZFu', 8);
  const bytes = makeMsg({ properties: { [subject]: 'Hello', [rtf]: claim } });
  const small = makeExtractor({ workers: 1, maxBufferMiB: 48 });
  expect((await small.extract({ bytes })).markdown).toBe('# Hello');
});

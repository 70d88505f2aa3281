import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';

/** A mail of these lines, as its bytes; the letters of the lines are bytes. */
function mail(...lines: readonly string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(lines.join('\r\n'), 'latin1'));
}

const head = ['From: Ann <ann@x.org>', 'To: b@x.org, "C, D" <c@x.org>', 'Message-ID: <1@x.org>', 'MIME-Version: 1.0'];
const sent = 'Date: Thu, 29 Feb 2024 12:30:00 +0100';
const mixed = 'Content-Type: multipart/mixed; boundary=b';

it('writes who sent what to whom, then the text', async () => {
  const { markdown, mime, fields } = await extract(
    mail(
      ...head,
      sent,
      'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_*?=',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Hello',
      '',
    ),
    'notes.txt',
  );
  expect(markdown).toBe(
    '# Grüße \\*\n\nFrom: Ann \\<ann@x.org>  \nTo: b@x.org, C, D \\<c@x.org>  \nDate: 2024-02-29T11:30:00.000Z\n\nHello',
  );
  expect(mime).toBe('message/rfc822');
  expect(fields).toEqual({
    title: 'Grüße *',
    authors: ['Ann <ann@x.org>'],
    to: ['b@x.org', 'C, D <c@x.org>'],
    createdAt: '2024-02-29T11:30:00.000Z',
    messageId: '<1@x.org>',
  });
});

it('prefers HTML, which cannot run', async () => {
  const bytes = mail(
    ...head,
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'poor',
    '--b',
    'Content-Type: text/html',
    '',
    '<script>alert(1)</script><p onclick="x()">ri<b>ch</b> <a href="javascript:x()">y</a></p>',
    '--b--',
  );
  expect((await markdownOf(bytes)).split('\n\n').at(-1)).toBe('ri**ch** y');
});

it('gives attachments, forwarded mails too, as children, and leaves out the pictures of a signature', async () => {
  const bytes = mail(
    ...head,
    mixed,
    '',
    '--b',
    'Content-Type: multipart/related; boundary=r',
    '',
    '--r',
    'Content-Type: text/html',
    '',
    '<p>Hi <img src="cid:1"></p>',
    '--r',
    'Content-Type: image/png; name=logo.png',
    'Content-ID: <1>',
    'Content-Disposition: inline',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
    '--r--',
    '--b',
    "Content-Type: text/csv; name*=utf-8''%C3%BC..%2F..%2Fx.csv",
    'Content-Disposition: attachment',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('a,b\n1,2').toString('base64'),
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: z@x.org',
    'Subject: inner',
    '',
    'inner text',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: y@x.org',
    '',
    'other',
    '--b--',
  );
  const { markdown, children = [] } = await extract(bytes);
  expect(markdown).toContain('Hi');
  expect(markdown).toContain('Attachments:\n\n- ü../../x.csv\n- attachment.eml\n- attachment.eml');
  expect(children.map(({ name, mime }) => [name, mime])).toEqual([
    ['ü../x.csv', 'text/csv'],
    ['attachment.eml', 'message/rfc822'],
    ['attachment (2).eml', 'message/rfc822'],
  ]);
  expect(Buffer.from(children[0]?.bytes ?? []).toString()).toBe('a,b\n1,2');
  expect(Buffer.from(children[1]?.bytes ?? []).toString()).toContain('inner text');
});

it.each([
  ['gb18030', Buffer.from('c4e3bac3cac0bde7', 'hex'), '你好世界'],
  ['windows-1251', Buffer.from('cff0e8e2e5f2', 'hex'), 'Привет'],
  ['iso-2022-jp', Buffer.from('\x1b$B$3$l\x1b(B', 'latin1'), 'これ'],
  ['iso-8859-8', Buffer.from('f9ece5ed', 'hex'), 'שלום'],
  ['windows-1255', Buffer.from('f9ece5ed', 'hex'), 'שלום'],
  ['windows-1256', Buffer.from('e3d1cdc8c7', 'hex'), 'مرحبا'],
  ['utf-8', Buffer.from('سلام دنیا 12'), 'سلام دنیا 12'],
  ['koi8-r', Buffer.from('f0d2c9d7c5d4', 'hex'), 'Привет'],
])('reads a mail in %s', async (charset, text, expected) => {
  const encoded = `=?${charset}?B?${text.toString('base64')}?=`;
  const bytes = mail(
    ...head,
    `Subject: ${encoded}`,
    `Content-Type: text/plain; charset=${charset}`,
    '',
    text.toString('latin1'),
  );
  const { markdown, fields } = await extract(bytes);
  expect([fields?.title, markdown.split('\n\n').at(-1)]).toEqual([expected, expected]);
});

it('says that a mail is encrypted', async () => {
  const bytes = mail(
    ...head,
    'Subject: Secret',
    'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
    'Content-Transfer-Encoding: base64',
    '',
    'AAAA',
  );
  const { markdown, warnings } = await extract(bytes);
  expect(markdown).toContain('# Secret');
  expect(warnings).toContain('This mail is encrypted or sealed: its text was not read.');
});

it.each([
  ['no end of its parts', mail(...head, mixed, '', '--b', '', 'Text'), 'Text'],
  ['no boundary', mail(...head, 'Content-Type: multipart/mixed', '', 'Text'), 'Text'],
  ['a charset that does not exist', mail(...head, 'Content-Type: text/plain; charset=klingon', '', 'Text'), 'Text'],
  ['a broken encoding', mail(...head, 'Content-Transfer-Encoding: base64', '', '!!!!VGV4dA=='), 'Text'],
  ['fields of garbage', mail('From: <<>>@@', 'Message-ID: x', 'Subject: =?x?Q?y?=', 'Date: soon', '', 'Text'), 'Text'],
  ['bare line feeds', new Uint8Array(Buffer.from('From: a@x.org\nMessage-ID: <1>\nSubject: s\n\nText\n')), 'Text'],
])('reads a mail with %s', async (_name, bytes, text) => {
  expect(await markdownOf(bytes, 'a.eml')).toContain(text);
});

it('refuses parts in parts without end', async () => {
  const nested = Array.from(
    { length: 2000 },
    (_value, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}`,
  );
  const error = await failureOf(extract(mail(...head, ...nested, '', 'x')));
  expect(error.kind).toBe('unreadable');
});

it.each([
  ['parts', [mixed, '', ...new Array<string>(20_000).fill('--b\r\n\r\nx'), '--b--']],
  [
    'attachments',
    [mixed, '', ...new Array<string>(5000).fill('--b\r\nContent-Disposition: attachment\r\n\r\nx'), '--b--'],
  ],
  ['people', [`Cc: ${'a@x.org, '.repeat(20_000)}b@x.org`, '', 'x']],
  ['nested comments', [`Cc: ${'('.repeat(50_000)} a@x.org`, '', 'x']],
  ['folded lines', [`X-Long: a${'\r\n b'.repeat(50_000)}`, '', 'x']],
  ['encoded words', [`Subject: ${'=?utf-8?Q?a?= '.repeat(20_000)}`, '', 'x']],
])('reads many %s in good time', async (_name, lines) => {
  const outcome = await extract(mail(...head, ...lines)).catch((error: unknown) => error);
  expect(outcome).toMatchObject({ mime: 'message/rfc822', markdown: expect.stringContaining('Ann') });
});

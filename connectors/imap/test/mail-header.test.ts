import { expect, it } from 'vitest';
import { readHeader } from '../src/mail-header.ts';

const header = (...lines: string[]) => readHeader(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));

it('reads what a mail says of itself', () => {
  expect(
    header(
      'Date: Tue, 02 Jan 2024 05:04:05 +0200 (EET)',
      'From: "Lovelace, Ada" <ada@example.org>, charles@example.org',
      'To: =?utf-8?Q?J=C3=B6rg_M=C3=BCller?= <joerg@example.org>',
      'Subject: =?utf-8?B?R3LDvMOfZQ==?=',
      ' =?utf-8?Q?_aus_Z=C3=BCrich?=: a long',
      '\tline',
      'Message-ID: <1@example.org>',
      'In-Reply-To: <0@example.org>',
    ),
  ).toEqual({
    date: '2024-01-02T03:04:05.000Z',
    from: ['Lovelace, Ada <ada@example.org>', 'charles@example.org'],
    authors: ['Lovelace, Ada', 'charles@example.org'],
    to: ['Jörg Müller <joerg@example.org>'],
    cc: [],
    subject: 'Grüße aus Zürich: a long\tline',
    messageId: '<1@example.org>',
    inReplyTo: '<0@example.org>',
  });
});

it('shows groups by their names, and all lines of a field that comes twice', () => {
  expect(header('to: undisclosed-recipients:;').to).toEqual(['undisclosed-recipients']);
  expect(header('To: Team: a@example.org, B <b@example.org>;', 'TO: c@example.org').to).toEqual([
    'Team',
    'a@example.org',
    'B <b@example.org>',
    'c@example.org',
  ]);
  // A comma in an encoded name separates nothing.
  expect(header('Cc: =?utf-8?Q?M=C3=BCller=2C_J?= <j@example.org>').cc).toEqual(['Müller, J <j@example.org>']);
});

it('takes what is left of a header that is broken or missing', () => {
  const nothing = { from: [], to: [], cc: [], authors: [] };
  expect(readHeader(undefined)).toEqual(nothing);
  expect(header('no field', ': no name', 'Subject:', 'Date: yesterday')).toEqual(nothing);
  expect(readHeader(Buffer.from('Subject: Gr\xfc\xdfe\nFrom: A <a@b>\n', 'latin1'))).toMatchObject({
    subject: 'Grüße',
    authors: ['A'],
  });
});

import { ImapFlow } from 'imapflow';
import { password } from './start-dovecot.ts';

/** Somebody with a mail program on a real server. */
export async function openMailUser(port: number, user: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A mail in text, or what `headers` and `body` make of it. */
export function writeMail(
  subject: string,
  options: { readonly headers?: readonly string[]; readonly body?: string } = {},
): string {
  const { headers = ['Content-Type: text/plain; charset=utf-8'], body = `Text of ${subject}` } = options;
  const encoded = /^[\x20-\x7e]*$/.test(subject) ? subject : `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  const lines = [
    'From: Ada Lovelace <ada@example.org>',
    'To: Charles <charles@example.org>',
    `Subject: ${encoded}`,
    'Date: Tue, 02 Jan 2024 03:04:05 +0000',
    'Message-ID: <the-same@example.org>',
    'MIME-Version: 1.0',
    ...headers,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}\r\n`;
}

/** Headers and body of a mail with one attachment. */
export function attach(text: string, filename: string, content: Uint8Array, type = 'application/octet-stream') {
  const encoded = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n');
  return {
    headers: ['Content-Type: multipart/mixed; boundary=b1'],
    body: [
      '--b1',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '--b1',
      `Content-Type: ${type}; name="${filename}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${filename}"`,
      '',
      encoded,
      '--b1--',
    ].join('\r\n'),
  };
}

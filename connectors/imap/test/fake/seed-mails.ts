import { SeededText } from '@acequia/testkit';
import type { FakeAccount } from './fake-account.ts';
import type { FakeMail } from './fake-mail.ts';
import type { MimePart } from './mime-part.ts';

/** Mails in which every fourth has another shape: text, HTML alone, both, both with an attachment. */
export class MailSeeds {
  readonly #account: FakeAccount;
  readonly #text: SeededText;
  readonly #now: () => number;

  constructor(account: FakeAccount, seed: number, now: () => number) {
    this.#account = account;
    this.#text = new SeededText(seed);
    this.#now = now;
  }

  next(options: { readonly title?: string; readonly body?: string; readonly shape?: number } = {}): FakeMail {
    const number = this.#account.nextMail();
    const {
      title = this.#text.title(number),
      body = this.#text.body(`mail ${number}`, 1, 400),
      shape = number % 4,
    } = options;
    const at = this.#now() - 60_000;
    return {
      emailId: `M${number}`,
      subject: title,
      from: `sender${number % 3}@example.org`,
      to: 'me@example.org',
      sentAt: at - 5000,
      receivedAt: at - (at % 1000),
      messageId: `<${number}@example.org>`,
      root: shapeMail(shape, body, number),
    };
  }
}

function shapeMail(shape: number, body: string, number: number): MimePart {
  const text: MimePart = { type: 'text/plain', params: { charset: 'utf-8' }, encoding: 'base64', content: body };
  const html: MimePart = {
    type: 'text/html',
    params: { charset: 'utf-8' },
    encoding: 'quoted-printable',
    content: `<p>${body}</p>`,
  };
  const both: MimePart = { type: 'multipart/alternative', children: [text, html] };
  if (shape === 0) return text;
  if (shape === 1) return html;
  if (shape === 2) return both;
  const file: MimePart = {
    type: 'text/plain',
    params: { charset: 'utf-8' },
    encoding: 'base64',
    disposition: { type: 'attachment', filename: `notes ${number}.txt` },
    content: `attached to ${number}`,
  };
  return { type: 'multipart/mixed', children: [both, file] };
}

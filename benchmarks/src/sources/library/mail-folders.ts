import { chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallSize } from './library.ts';
import { textOf } from './text-of.ts';

export interface MailFoldersOptions {
  /** Of the mailbox, as a maildir. */
  readonly folder: string;
  /** A file or folder whose owner owns the mails. */
  readonly owned: string;
  readonly mails: number;
}

const folders = 10;

/** A mailbox as folders of a maildir. https://cr.yp.to/proto/maildir.html */
export class MailFolders {
  readonly #folder: string;
  readonly #owner: { readonly uid: number; readonly gid: number };
  readonly #perFolder: number;
  readonly #mails: number;
  #delivered = 0;

  constructor({ folder, owned, mails }: MailFoldersOptions) {
    this.#folder = folder;
    this.#owner = statSync(owned);
    this.#mails = mails;
    this.#perFolder = Math.ceil(mails / folders);
    this.#makeFolder(folder);
    for (let number = 0; number < folders; number += 1) {
      const place = this.#placeOf(number * this.#perFolder);
      this.#makeFolder(place);
      for (const name of ['cur', 'new', 'tmp']) this.#makeFolder(join(place, name));
    }
    this.deliver(mails);
  }

  deliver(count: number): void {
    for (const end = this.#delivered + count; this.#delivered < end; this.#delivered += 1) {
      const path = this.#pathOf(this.#delivered);
      writeFileSync(path, mailOf(this.#delivered));
      chownSync(path, this.#owner.uid, this.#owner.gid);
    }
  }

  /** @param offset 0 to 99: each hundredth of those that were there at first */
  remove(offset: number): void {
    for (let number = offset; number < this.#mails; number += 100) rmSync(this.#pathOf(number));
  }

  /** In the last folder is what came later. */
  #placeOf(number: number): string {
    const folder = Math.min(folders - 1, Math.floor(number / this.#perFolder));
    return folder === 0 ? this.#folder : join(this.#folder, `.Archive ${folder}`);
  }

  #pathOf(number: number): string {
    return join(this.#placeOf(number), 'cur', `${1_700_000_000 + number}.M${number}P1.host:2,S`);
  }

  #makeFolder(path: string): void {
    mkdirSync(path, { recursive: true });
    chownSync(path, this.#owner.uid, this.#owner.gid);
  }
}

function mailOf(number: number): Buffer {
  const head = `From: Ada Lovelace <ada@example.org>
To: Charles Babbage <charles@example.org>
Subject: Letter ${number}
Date: Tue, 02 Jan 2024 03:04:05 +0000
Message-ID: <${number}@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

`;
  return Buffer.concat([Buffer.from(head), textOf(number, 0, smallSize(number))]);
}

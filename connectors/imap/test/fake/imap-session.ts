import { answerFetch } from './answer-fetch.ts';
import { answerList, answerStatus, decodeName } from './answer-list.ts';
import type { FakeAccount } from './fake-account.ts';
import type { FakeFolder } from './fake-folder.ts';
import type { Argument, ImapCommand } from './parse-command.ts';

/** What a command gets: untagged answers without their `* `, and the end without its tag. */
export interface ImapAnswer {
  readonly untagged: readonly string[];
  readonly end: string;
  /** The connection ends with this in place of `end`; empty: without a word. */
  readonly bye?: string;
}

export const no = (text: string): ImapAnswer => ({ untagged: [], end: `NO ${text}` });
const ok = (untagged: readonly string[] = [], end = 'OK done'): ImapAnswer => ({ untagged, end });

/** One connection of a client: who it is, and which folder it looks at. */
export class ImapSession {
  readonly #account: FakeAccount;
  readonly #accepts: (user: string, secret: string) => boolean;
  #signedIn = false;
  #qresync = false;
  selected: FakeFolder | undefined;

  constructor(account: FakeAccount, accepts: (user: string, secret: string) => boolean) {
    this.#account = account;
    this.#accepts = accepts;
  }

  get capabilities(): string {
    const { condstore, qresync, objectId, listStatus, gmail } = this.#account.traits;
    return [
      'IMAP4rev1 SASL-IR AUTH=XOAUTH2 NAMESPACE',
      // Asked for before signing in, clients ask for it again.
      ...(this.#signedIn ? ['ID'] : []),
      ...(condstore ? ['ENABLE CONDSTORE'] : []),
      ...(qresync ? ['QRESYNC'] : []),
      ...(objectId ? ['OBJECTID'] : []),
      ...(listStatus ? ['LIST-EXTENDED LIST-STATUS SPECIAL-USE'] : []),
      ...(gmail ? ['X-GM-EXT-1'] : []),
    ].join(' ');
  }

  answer({ name, args }: ImapCommand): ImapAnswer {
    const [first = '', second = ''] = args;
    if (name === 'CAPABILITY') return ok([`CAPABILITY ${this.capabilities}`]);
    if (name === 'ID') return ok(['ID NIL']);
    if (name === 'NOOP') return ok();
    if (name === 'LOGOUT') return ok(['BYE until then']);
    if (name === 'LOGIN') return this.#signIn(String(first), String(second));
    if (name === 'AUTHENTICATE') return this.#authenticate(String(first).toUpperCase(), String(second));
    if (!this.#signedIn) return { untagged: [], end: 'BAD sign in first' };
    return this.#answerSignedIn(name, args);
  }

  #answerSignedIn(name: string, args: readonly Argument[]): ImapAnswer {
    switch (name) {
      case 'NAMESPACE':
        return ok([namespacesOf(this.#account)]);
      case 'ENABLE':
        return this.#enable(args.map(String));
      case 'LIST':
      case 'LSUB':
        return ok(answerList(this.#account, name, args));
      case 'STATUS':
        return answerStatus(this.#account, args);
      case 'SELECT':
      case 'EXAMINE':
        return this.#select(decodeName(String(args[0])));
      case 'FETCH':
      case 'UID FETCH':
        return this.selected ? this.#fetch(this.selected, name, args) : no('nothing selected');
      case 'UID SEARCH':
        return this.#search();
      default:
        return { untagged: [], end: `BAD what is ${name}?` };
    }
  }

  #fetch(folder: FakeFolder, name: string, args: readonly Argument[]): ImapAnswer {
    const { lines, broken, refused } = answerFetch(folder, this.#account, name, args, this.#qresync);
    // https://github.com/dovecot/core/blob/2.3.19/src/imap/imap-fetch.c
    return {
      ...ok(lines, refused ? 'BAD not implemented' : undefined),
      ...(broken && { bye: 'BYE FETCH failed: Internal error' }),
    };
  }

  #signIn(user: string, secret: string): ImapAnswer {
    if (!this.#accepts(user, secret)) {
      const refused = no('[AUTHENTICATIONFAILED] Invalid credentials');
      return this.#account.traits.hangsUp ? { ...refused, bye: '' } : refused;
    }
    this.#signedIn = true;
    return ok([], `OK [CAPABILITY ${this.capabilities}] Welcome`);
  }

  /** https://developers.google.com/workspace/gmail/imap/xoauth2-protocol */
  #authenticate(mechanism: string, initial: string): ImapAnswer {
    if (mechanism !== 'XOAUTH2') return { untagged: [], end: `BAD what is ${mechanism}?` };
    const [user = '', bearer = ''] = Buffer.from(initial, 'base64').toString().split('\x01');
    return this.#signIn(user.replace(/^user=/, ''), bearer.replace(/^auth=Bearer /, ''));
  }

  #enable(wanted: readonly string[]): ImapAnswer {
    const { condstore, qresync } = this.#account.traits;
    this.#qresync = qresync && wanted.includes('QRESYNC');
    return ok([`ENABLED${condstore ? ' CONDSTORE' : ''}${this.#qresync ? ' QRESYNC' : ''}`]);
  }

  #select(path: string): ImapAnswer {
    const folder = this.#account.folders.get(path);
    this.selected = undefined;
    if (!folder?.isSelectable) return no('[NONEXISTENT] no such mailbox');
    if (folder.refusal !== undefined) return no(folder.refusal);
    this.selected = folder;
    const { condstore } = this.#account.traits;
    return ok(
      [
        'FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
        `${folder.mails.length} EXISTS`,
        '0 RECENT',
        `OK [UIDVALIDITY ${folder.uidValidity}] valid`,
        `OK [UIDNEXT ${folder.uidNext}] next`,
        condstore ? `OK [HIGHESTMODSEQ ${folder.highestModseq}] highest` : 'OK [NOMODSEQ] none',
      ],
      'OK [READ-ONLY] done',
    );
  }

  #search(): ImapAnswer {
    const uids = (this.selected?.mails ?? []).map(({ uid }) => uid);
    const found = this.#account.traits.wrongSearch ? uids.filter((_, index) => index % 2 === 0) : uids;
    return ok([`SEARCH ${found.join(' ')}`.trim()]);
  }
}

/** https://www.rfc-editor.org/rfc/rfc2342 */
function namespacesOf({ traits, delimiter }: FakeAccount): string {
  return `NAMESPACE (("${traits.personal}" "${delimiter}")) (("user${delimiter}" "${delimiter}")) NIL`;
}

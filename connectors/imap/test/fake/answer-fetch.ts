import { mailId } from './expected-documents.ts';
import type { FakeAccount } from './fake-account.ts';
import type { FakeFolder } from './fake-folder.ts';
import { envelopeOf, type StoredMail, sourceOf, structureOfMail } from './fake-mail.ts';
import { findPart, serializePart } from './mime-part.ts';
import type { Argument } from './parse-command.ts';

/** What a FETCH gives, up to a mail at which the connection ends. */
export interface FetchAnswer {
  readonly lines: readonly string[];
  readonly broken: boolean;
  readonly refused?: boolean;
}

/** FETCH and UID FETCH, with CHANGEDSINCE and VANISHED of RFC 7162. */
export function answerFetch(
  folder: FakeFolder,
  account: FakeAccount,
  name: string,
  [set = '', items = [], modifiers = []]: readonly Argument[],
  qresync: boolean,
): FetchAnswer {
  const byUid = name === 'UID FETCH';
  const words = Array.isArray(modifiers) ? modifiers.map((word) => String(word).toUpperCase()) : [];
  const since = words.includes('CHANGEDSINCE') ? Number(words[words.indexOf('CHANGEDSINCE') + 1]) : undefined;
  const numbered = folder.mails.map((stored, index) => ({ stored, seq: index + 1 }));
  const last = byUid ? (folder.mails.at(-1)?.uid ?? 0) : folder.mails.length;
  const within = readSet(String(set), last);
  const found = numbered.filter(
    ({ stored, seq }) =>
      within(byUid ? stored.uid : seq) &&
      !folder.hidden.has(stored.uid) &&
      (since === undefined || stored.modseq > since),
  );
  if (account.traits.unordered) found.reverse();
  const wanted = Array.isArray(items) ? items.map(String) : [String(items)];
  const refused = found.some(
    ({ stored }) => stored.mail.parts === 'refused' && wanted.some((item) => isPart.test(item)),
  );
  if (refused) return { lines: [], broken: false, refused };
  const end = found.findIndex(({ stored }) => wanted.some((item) => breaksAt(folder, account, stored, item)));
  const broken = end >= 0;
  const answers = found
    .slice(0, broken ? end : found.length)
    .map(({ stored, seq }) => `${seq} FETCH (${wanted.map((item) => answerItem(stored, item)).join(' ')})`);
  if (since === undefined || !qresync || !words.includes('VANISHED')) return { lines: answers, broken };
  const gone = folder.vanished.filter(({ uid, modseq }) => modseq > since && readSet(String(set), 2 ** 32)(uid));
  const vanished = gone.length === 0 ? [] : [`VANISHED (EARLIER) ${gone.map(({ uid }) => uid).join(',')}`];
  return { lines: [...vanished, ...answers], broken };
}

const isPart = /^BODY\.PEEK\[[\d.]+\]$/i;

const inIndex = new Set(['UID', 'FLAGS', 'MODSEQ', 'EMAILID', 'X-GM-MSGID', 'INTERNALDATE', 'RFC822.SIZE']);

function breaksAt(folder: FakeFolder, account: FakeAccount, stored: StoredMail, asked: string): boolean {
  const item = asked.toUpperCase();
  if (folder.damaged.has(stored.uid) && !inIndex.has(item)) return true;
  const section = /^BODY\.PEEK\[(?!HEADER)(.*)\]/.exec(item)?.[1];
  if (section === undefined) return false;
  const id = mailId(account, folder, stored);
  return account.unreadable.has(section === '2' ? `${id}/part/2` : id);
}

/** `3:*` holds the last one even when that is before 3. */
function readSet(set: string, last: number): (number: number) => boolean {
  const ranges = set.split(',').map((range) => {
    const [from = 0, to = from] = range.split(':').map((end) => (end === '*' ? last : Number(end)));
    return [Math.min(from, to), Math.max(from, to)] as const;
  });
  return (number) => ranges.some(([from, to]) => number >= from && number <= to);
}

function answerItem({ mail, uid, modseq, flags }: StoredMail, asked: string): string {
  const item = asked.toUpperCase();
  const section = /^BODY\.PEEK\[(.*)\](?:<(\d+)\.(\d+)>)?$/.exec(item);
  if (section) return answerSection(mail, section[1] ?? '', section[2], section[3]);
  const { header, body } = item === 'RFC822.SIZE' ? sourceOf(mail) : { header: '', body: '' };
  const values: Readonly<Record<string, () => string>> = {
    UID: () => `UID ${uid}`,
    FLAGS: () => `FLAGS (${[...flags].join(' ')})`,
    INTERNALDATE: () => `INTERNALDATE "${formatDate(mail.receivedAt)}"`,
    ENVELOPE: () => `ENVELOPE ${envelopeOf(mail)}`,
    BODYSTRUCTURE: () => `BODYSTRUCTURE ${structureOfMail(mail)}`,
    'RFC822.SIZE': () => `RFC822.SIZE ${header.length + body.length}`,
    MODSEQ: () => `MODSEQ (${modseq})`,
    EMAILID: () => `EMAILID (${mail.emailId})`,
    'X-GM-MSGID': () => `X-GM-MSGID ${1_000_000 + Number(mail.emailId.replace(/\D/g, ''))}`,
  };
  return values[item]?.() ?? `${item} NIL`;
}

function answerSection(mail: StoredMail['mail'], path: string, from?: string, length?: string): string {
  const { header, body } = sourceOf(mail);
  const names = /^HEADER\.FIELDS \((.*)\)$/.exec(path)?.[1];
  const part = findPart(mail.root, path);
  const whole =
    (names === undefined ? undefined : pickFields(header, names.split(' '))) ??
    { '': header + body, HEADER: header, TEXT: body }[path] ??
    (part && serializePart(part, path.split('.').length).body);
  if (mail.parts === 'NIL' && part) return `BODY[${path}] NIL`;
  const shown = from === undefined ? whole : whole?.slice(Number(from), Number(from) + Number(length));
  const name = `BODY[${path}]${from === undefined ? '' : `<${from}>`}`;
  return shown === undefined ? `${name} NIL` : `${name} {${shown.length}}\r\n${shown}`;
}

/** The lines of these fields, and the empty one behind them. */
function pickFields(header: string, names: readonly string[]): string {
  const lines = header
    .split(/\r\n(?![ \t])/)
    .filter((line) => names.includes(line.split(':', 1)[0]?.toUpperCase() ?? ''));
  return `${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `17-Jul-1996 02:44:25 +0000` */
function formatDate(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} +0000`;
}

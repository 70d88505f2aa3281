import type { FakeAccount } from './fake-account.ts';
import type { FakeFolder } from './fake-folder.ts';
import type { ImapAnswer } from './imap-session.ts';
import { quote } from './mime-part.ts';
import type { Argument } from './parse-command.ts';

/** LIST with RETURN (STATUS ...) of RFC 5819. */
export function answerList(account: FakeAccount, name: string, args: readonly Argument[]): string[] {
  const pattern = decodeName(String(args[0]) + String(args[1]));
  const wanted = statusItems(args);
  const lines: string[] = [];
  for (const folder of account.folders.values()) {
    const within = /[*%]$/.test(pattern) && folder.path.startsWith(pattern.slice(0, -1));
    if (!within && pattern !== folder.path) continue;
    const attributes = account.traits.listStatus || !folder.isSelectable ? folder.attributes : [];
    lines.push(`${name} (${attributes.join(' ')}) "${account.delimiter}" ${quote(encodeName(folder.path))}`);
    if (wanted && folder.isSelectable) lines.push(statusLine(account, folder, wanted));
  }
  return lines;
}

export function answerStatus(account: FakeAccount, args: readonly Argument[]): ImapAnswer {
  const folder = account.folders.get(decodeName(String(args[0])));
  const items = Array.isArray(args[1]) ? args[1].map(String) : [];
  if (!folder) return { untagged: [], end: 'NO [NONEXISTENT] no such mailbox' };
  return { untagged: [statusLine(account, folder, items)], end: 'OK done' };
}

function statusLine({ traits }: FakeAccount, folder: FakeFolder, items: readonly string[]): string {
  const values: Readonly<Record<string, number | undefined>> = {
    MESSAGES: folder.mails.length,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    HIGHESTMODSEQ: traits.condstore ? folder.highestModseq : undefined,
  };
  const shown = items.flatMap((item) => {
    const value = values[item.toUpperCase()];
    return value === undefined ? [] : [`${item} ${value}`];
  });
  return `STATUS ${quote(encodeName(folder.path))} (${shown.join(' ')})`;
}

function statusItems(args: readonly Argument[]): string[] | undefined {
  const options = args.findLast((one) => Array.isArray(one));
  const at = Array.isArray(options) ? options.indexOf('STATUS') : -1;
  const items = Array.isArray(options) && at >= 0 ? options[at + 1] : undefined;
  return Array.isArray(items) ? items.map(String) : undefined;
}

/** Modified UTF-7. https://www.rfc-editor.org/rfc/rfc3501#section-5.1.3 */
function encodeName(name: string): string {
  return name.replaceAll('&', '&-').replace(/[^\x20-\x7e]+/g, (text) => {
    const bytes = Buffer.from(text, 'utf16le').swap16();
    return `&${bytes.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}

export function decodeName(name: string): string {
  return name.replace(/&([^-]*)-/g, (_, encoded: string) => {
    if (encoded === '') return '&';
    return Buffer.from(encoded.replaceAll(',', '/'), 'base64').swap16().toString('utf16le');
  });
}

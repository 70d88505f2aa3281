import type { ExpectedDocument } from '@acequia/testkit';
import type { FakeAccount } from './fake-account.ts';
import type { FakeFolder } from './fake-folder.ts';
import type { StoredMail } from './fake-mail.ts';
import type { MimePart } from './mime-part.ts';

/** Folders that are not read unless somebody wants them. */
export const excluded = ['\\Trash', '\\Junk', '\\Drafts'];

export const folderId = (path: string) => `folder/${path}`;

export function mailId({ traits }: FakeAccount, folder: FakeFolder, { mail, uid }: StoredMail): string {
  if (traits.objectId) return `mail/${mail.emailId}`;
  if (traits.gmail) return `mail/${1_000_000 + Number(mail.emailId.slice(1))}`;
  return `mail/${folder.path}/${folder.uidValidity}/${uid}`;
}

/** What a perfect store has of the account. */
export function expectedDocuments(account: FakeAccount): Map<string, ExpectedDocument> {
  const expected = new Map<string, ExpectedDocument>();
  for (const folder of account.folders.values()) {
    if (!folder.isSelectable || folder.attributes.some((one) => excluded.includes(one))) continue;
    const parts = folder.path.split(account.delimiter);
    for (const [depth, title] of parts.entries()) {
      const path = parts.slice(0, depth + 1).join(account.delimiter);
      const parent = depth > 0 ? { parent: folderId(parts.slice(0, depth).join(account.delimiter)) } : {};
      expected.set(folderId(path), { title, container: true, slice: folderId(path), ...parent });
    }
    for (const stored of folder.mails) expectMail(expected, account, folder, stored);
  }
  return expected;
}

function expectMail(
  expected: Map<string, ExpectedDocument>,
  account: FakeAccount,
  folder: FakeFolder,
  stored: StoredMail,
): void {
  const { mail } = stored;
  const id = mailId(account, folder, stored);
  const slice = folderId(folder.path);
  const { root } = mail;
  const both = root.type === 'multipart/mixed' ? root.children?.[0] : root;
  const plain = both?.children?.[0] ?? both;
  // Line ends, and spaces before them, are the transport's.
  const lines = typeof plain?.content === 'string' ? plain.content.split('\n').map((line) => line.trimEnd()) : [];
  const contains = [mail.from, mail.to, ...lines];
  const isRead = (one: string) => !account.unreadable.has(one);
  const text = isRead(id) ? { contains } : { unreadable: true as const };
  expected.set(id, { title: mail.subject, parent: folderId(folder.path), container: false, slice, ...text });
  const files: readonly MimePart[] = root.type === 'multipart/mixed' ? (root.children?.slice(1) ?? []) : [];
  for (const [index, { content, disposition }] of files.entries()) {
    const part = `${id}/part/${index + 2}`;
    expected.set(part, {
      title: disposition?.filename ?? '',
      parent: id,
      container: false,
      slice,
      ...(!isRead(part) && { unreadable: true as const }),
      ...(isRead(part) && content !== undefined && { body: content }),
    });
  }
}

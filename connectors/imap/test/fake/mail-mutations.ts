import type { FakeMutations } from '@acequia/testkit';
import { folderId, mailId } from './expected-documents.ts';
import type { FakeAccount } from './fake-account.ts';
import type { FakeFolder } from './fake-folder.ts';
import type { FakeMail, StoredMail } from './fake-mail.ts';
import type { MailSeeds } from './seed-mails.ts';

const trash = 'Deleted Items';

/** What a user of the mailbox does with a mail program: deleting is moving to the trash. */
export function createMutations(account: FakeAccount, seeds: MailSeeds): FakeMutations {
  /** Where what is in the trash came from, and the id that it had there. */
  const deleted = new Map<string, { readonly mail: FakeMail; readonly from: FakeFolder }>();

  function find(id: string): { readonly folder: FakeFolder; readonly stored: StoredMail } {
    for (const folder of account.folders.values()) {
      const stored = folder.mails.find((one) => mailId(account, folder, one) === id);
      if (stored) return { folder, stored };
    }
    throw new Error(`There is no mail ${id}`);
  }

  const pathOf = (id: string) => {
    if (!id.startsWith(folderId(''))) throw new Error(`${id} is no folder`);
    return id.slice(folderId('').length);
  };
  const isFolder = (id: string) => id.startsWith(folderId(''));
  /** An attachment goes with its mail. */
  const ownerOf = (id: string) => id.replace(/\/part\/[\d.]+$/, '');

  return {
    create({ parent = folderId('INBOX'), title, body, container } = {}) {
      const under = account.folder(pathOf(parent));
      if (container) {
        const path = under.path === 'INBOX' ? (title ?? 'New') : `${under.path}/${title ?? 'New'}`;
        account.addFolder(path);
        return folderId(path);
      }
      const stored = under.append(
        seeds.next({ ...(title !== undefined && { title }), ...(body !== undefined && { body }), shape: 0 }),
      );
      return mailId(account, under, stored);
    },
    move(id, parent) {
      const to = account.folder(pathOf(parent));
      if (isFolder(id)) {
        const path = pathOf(id);
        const moved = `${to.path}/${path.split('/').at(-1)}`;
        account.renameFolder(path, moved);
        return folderId(moved);
      }
      const { folder, stored } = find(ownerOf(id));
      return id.replace(ownerOf(id), mailId(account, to, account.move(stored, folder, to)));
    },
    delete(id) {
      if (isFolder(id)) return account.removeFolder(pathOf(id));
      const { folder, stored } = find(ownerOf(id));
      deleted.set(ownerOf(id), { mail: stored.mail, from: folder });
      account.move(stored, folder, account.folder(trash));
    },
    restore(id) {
      const was = deleted.get(ownerOf(id));
      const at = was && account.find(was.mail);
      if (!at) throw new Error(`${id} is not in the trash`);
      account.move(at.stored, at.folder, was.from);
    },
  };
}

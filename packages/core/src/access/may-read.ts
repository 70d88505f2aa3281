import type { Access, Principal } from '../contract/access.ts';

/** Who asks: a user of the source with all groups that it is in, nested ones included. */
export interface Reader {
  readonly user: string;
  readonly groups: ReadonlySet<string>;
}

function includes(allow: readonly Principal[], reader: Reader): boolean {
  return allow.some((principal) => {
    switch (principal.type) {
      case 'user':
        return principal.id === reader.user;
      case 'group':
        return reader.groups.has(principal.id);
      case 'organization':
      case 'anyone':
        return true;
      default:
        // A kind of principal that a newer contract may know: nobody, until we know it too.
        return false;
    }
  });
}

/**
 * Whether somebody may read a document.
 *
 * @param chain own access of each document from the top down to the one that is asked for; absent: its parent's
 * @param open whether a top without access may be read: not where the source has access rights, because then its
 *   absence means that nobody has said yet
 */
export function mayRead(chain: readonly (Access | undefined)[], reader: Reader, open: boolean): boolean {
  let allowed = open;
  for (const access of chain) {
    if (!access) continue;
    const included = includes(access.allow, reader);
    switch (access.mode) {
      case 'extend':
        allowed ||= included;
        break;
      case 'restrict':
        allowed &&= included;
        break;
      case 'replace':
        allowed = included;
        break;
      default:
        return false;
    }
  }
  return allowed;
}

import type { Access, Principal } from '../contract/access.ts';

/** Who asks: a user of the source with all groups that it is in, nested ones included. */
export interface Reader {
  /** Absent: somebody whom the source does not know. */
  readonly user?: string;
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
        return reader.user !== undefined;
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
 * @param chain own access of each document from the top down to the one that is asked for; absent: its parent's. A top
 *   without access may be read by everybody who may read the knowledge base
 */
export function mayRead(chain: readonly (Access | undefined)[], reader: Reader): boolean {
  let allowed = true;
  for (const access of chain) {
    if (!access) continue;
    // What was stored may be of a newer contract, or wrong: then it opens nothing.
    const included = Array.isArray(access.allow) && includes(access.allow, reader);
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

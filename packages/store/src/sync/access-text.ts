/** What an access sync says of a document that has its parent's access. */
const parents = 'null';

/** The own access that counts, as text; null: the parent's. */
export function ownAccess(listed: string | null, read: string | null): string | null {
  if (read === null) return listed;
  return read === parents ? null : read;
}

/** Own access as an access sync tells it, for the column `read_access`. */
export function readAccessText(access: string | null): string {
  return access ?? parents;
}

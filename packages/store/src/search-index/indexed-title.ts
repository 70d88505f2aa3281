const maxLength = 1_000;

/** The title as it is indexed and shown: well-formed, at most 1,000 characters. */
export function indexedTitle(title: string): string {
  return title.slice(0, maxLength).toWellFormed();
}

/** A line may have 8,192 bytes (RFC 7162, section 4): the rest of a command has what these leave. */
const mostCharacters = 7000;

/** Numbers as IMAP sequence sets like `1:3,7`, each for one command. https://www.rfc-editor.org/rfc/rfc9051#section-9 */
export function uidSets(uids: Iterable<number>): string[] {
  const sets: string[] = [];
  let set = '';
  for (const range of rangesOf([...new Set(uids)].sort((one, other) => one - other))) {
    if (set.length + range.length >= mostCharacters) {
      sets.push(set);
      set = '';
    }
    set += set === '' ? range : `,${range}`;
  }
  return set === '' ? sets : [...sets, set];
}

function rangesOf(uids: readonly number[]): string[] {
  const ranges: string[] = [];
  for (let at = 0; at < uids.length; ) {
    const first = uids[at] ?? 0;
    let count = 1;
    while (uids[at + count] === first + count) count += 1;
    ranges.push(count === 1 ? `${first}` : `${first}:${first + count - 1}`);
    at += count;
  }
  return ranges;
}

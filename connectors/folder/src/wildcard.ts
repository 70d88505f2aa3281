/**
 * Compiles a pattern for single names: `*` is any part of a name, `?` one character.
 *
 * No regular expressions: the time is bounded by pattern length times name length, whatever a user types.
 */
export function compileNamePattern(pattern: string): (name: string) => boolean {
  const characters = [...pattern];
  return (name) => matchName(characters, name);
}

/** Compiles a pattern for paths from the root on, given as names: like name patterns, and `**` is any number of folders, also none. */
export function compilePathPattern(pattern: string): (names: readonly string[]) => boolean {
  const wanted = pattern
    .split('/')
    .filter((name) => name !== '')
    .map((name) => [...name]);
  return (names) => matchSequence(wanted, names, (name) => name.join('') === '**', matchName);
}

function matchName(pattern: readonly string[], name: string): boolean {
  return matchSequence(
    pattern,
    [...name],
    (character) => character === '*',
    (character, other) => character === '?' || character === other,
  );
}

/** On a mismatch only the last star is tried again: what came before it need not be. */
function matchSequence<P, I>(
  pattern: readonly P[],
  items: readonly I[],
  isStar: (element: P) => boolean,
  matches: (element: P, item: I) => boolean,
): boolean {
  let next = 0;
  let star: { element: number; item: number } | undefined;
  for (let index = 0; index < items.length; ) {
    const element = pattern[next];
    const item = items[index] as I;
    if (element !== undefined && isStar(element)) {
      star = { element: next, item: index };
      next += 1;
    } else if (element !== undefined && matches(element, item)) {
      next += 1;
      index += 1;
    } else if (star) {
      star.item += 1;
      index = star.item;
      next = star.element + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(next).every(isStar);
}

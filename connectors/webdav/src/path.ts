/**
 * A path below the address of the data source: names with `/` between them, every byte but `A-Z a-z 0-9 - . _ ~` as
 * `%XX`. One path has one such form, exact for any bytes, whatever the server writes. Empty: the address itself.
 */
export type Path = string;

const slash = '/'.charCodeAt(0);

/** Unreserved characters, and escapes in capitals of all others. */
const canonical = /^(?:[\w.~-]|%(?:[01][\dA-F]|2[\dA-CF]|3[A-F]|40|5[B-E]|60|7[B-DF]|[89A-F][\dA-F]))*$/;

/** A name as it stands in a {@link Path}. What is no escape (`100%`) is taken literally; undefined for what is no name. */
export function canonicalName(segment: string): string | undefined {
  const name = canonical.test(segment)
    ? segment
    : segment.replace(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~-]/gu, (part) =>
        part.length === 3 && part.startsWith('%') ? canonicalEscape(part) : encodeText(part),
      );
  return name === '' || name === '.' || name === '..' ? undefined : name;
}

/** A text as it stands in a {@link Path}: `/` is encoded too. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The bytes of a path or name. */
function toBytes(path: Path): Buffer {
  const text = path.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** For people: bytes that are no UTF-8 become U+FFFD. */
export function toText(path: Path): string {
  return decodeText(path) ?? toBytes(path).toString('utf8');
}

/** The text of a path or name; undefined where its bytes are no UTF-8. */
export function decodeText(path: Path): string | undefined {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Whether a text is a path in its canonical form, which never leads out of the address. */
export function isPath(text: string): boolean {
  return text === '' || text.split('/').every((name) => canonicalName(name) === name);
}

export function joinPath(parent: Path, name: string): Path {
  return parent === '' ? name : `${parent}/${name}`;
}

/** The path of the folder that holds `path`: empty for what lies at the top. */
export function parentPath(path: Path): Path {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a path. */
export function baseName(path: Path): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The names of a path: none for the address itself. */
export function splitPath(path: Path): string[] {
  return path === '' ? [] : path.split('/');
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: Path, folder: Path): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The order of a walk: name by name, a folder before what is in it. */
export function comparePaths(left: Path, right: Path): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    // A name that ends comes before one that goes on.
    if (one !== other) return (one === slash ? 0 : one) - (other === slash ? 0 : other);
  }
  return left.length - right.length;
}

function canonicalEscape(given: string): string {
  const character = String.fromCharCode(Number.parseInt(given.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : given.toUpperCase();
}

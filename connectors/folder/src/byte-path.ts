/**
 * A path below the root with `/` between its names, in which each character is one byte (latin1).
 *
 * File names on Linux are bytes, not text. As such a string they stay exact, sort bytewise with plain string
 * comparison, and cost far less than buffers. The empty path is the root itself.
 */
export type BytePath = string;

/** What the file system takes: exactly these bytes. */
export function toBytes(path: BytePath): Buffer {
  return Buffer.from(path, 'latin1');
}

/** The byte path of a text: its UTF-8. */
export function fromText(text: string): BytePath {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** For people: bytes that are no UTF-8 become U+FFFD. */
export function toText(path: BytePath): string {
  return isAscii(path) ? path : toBytes(path).toString('utf8');
}

/** True where bytes and text are the same: most names, and no conversion for them. */
export function isAscii(path: BytePath): boolean {
  return !/[\x80-\xff]/.test(path);
}

/** `name` below `parent`, which may be the root. */
export function joinPath(parent: BytePath, name: BytePath): BytePath {
  return parent === '' ? name : `${parent}/${name}`;
}

/** The path of the folder that holds `path`: empty for what lies in the root. */
export function parentPath(path: BytePath): BytePath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of `path`. */
export function baseName(path: BytePath): BytePath {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The names that `path` consists of: none for the root. */
export function splitPath(path: BytePath): BytePath[] {
  return path === '' ? [] : path.split('/');
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: BytePath, folder: BytePath): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** The order of the walk: name by name, bytewise, a folder directly before what is in it. */
export function comparePaths(left: BytePath, right: BytePath): number {
  const rightNames = splitPath(right);
  for (const [index, name] of splitPath(left).entries()) {
    const other = rightNames[index];
    if (other === undefined || name > other) return 1;
    if (name < other) return -1;
  }
  return splitPath(left).length - rightNames.length;
}

/** The folders that a key lies in, from the top: `a/b/c.txt` lies in `a/` and `a/b/`. A key that ends with a slash lies in itself. */
export function foldersOf(key: string): string[] {
  const folders: string[] = [];
  for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
    folders.push(key.slice(0, slash + 1));
  }
  return folders;
}

/** The folder of a key or of a folder, undefined at the top. */
export function parentOf(path: string): string | undefined {
  const slash = path.slice(0, -1).lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash + 1);
}

/** The last part of a key or folder, without the slash at its end. A part without a name is a slash. */
export function nameOf(path: string): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(end === 0 ? 0 : path.lastIndexOf('/', end - 1) + 1, end) || '/';
}

/** Whether no HTTP client can ask for it: `.` and `..` between slashes are resolved away. https://url.spec.whatwg.org/#path-state */
export function hasDotSegment(key: string): boolean {
  return key.split('/').some((part) => part === '.' || part === '..');
}

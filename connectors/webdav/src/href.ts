import { SourceError } from '@acequia/core/contract';
import { canonicalName } from './path.ts';

/**
 * Reads hrefs of one answer, mostly of one folder: the names that lead to it are read once.
 *
 * @param requested names in the address that answered
 */
export function openHrefs(requested: readonly string[]): (href: string) => readonly string[] {
  let folder = '';
  let names: readonly string[] = [];
  return (href) => {
    const end = href.endsWith('/') ? href.length - 1 : href.length;
    const slash = href.lastIndexOf('/', end - 1);
    const name = canonicalName(href.slice(slash + 1, end));
    // Behind two slashes may be the origin.
    if (slash <= 0 || href[slash - 1] === '/' || name === undefined) return hrefNames(href, requested);
    const before = href.slice(0, slash + 1);
    if (before !== folder) {
      names = hrefNames(before, requested);
      folder = before;
    }
    return [...names, name];
  };
}

/**
 * The names in an href, each as it stands in a path. Servers write hrefs as absolute addresses (with a host that only
 * they know), as paths, or relative to what was asked; with any choice of escapes, with doubled slashes, with `?` and
 * `#` unescaped. Throws `bad-response` for one that climbs (`..`).
 */
function hrefNames(href: string, requested: readonly string[]): readonly string[] {
  const address = /^[A-Za-z][\w+.-]*:\/\/[^/]*/.exec(href);
  const path = address ? href.slice(address[0].length) : href;
  const isRelative = !address && !path.startsWith('/');
  const segments = path.split('/').filter((segment) => segment !== '' && !(isRelative && segment === '.'));
  const names = segments.map((segment) => {
    const name = canonicalName(segment);
    if (name !== undefined) return name;
    throw new SourceError('bad-response', 'The server names a file by an address that leads somewhere else');
  });
  return isRelative ? [...requested, ...names] : names;
}

/** Whether `names` begin with all of `start`. */
export function beginsWith(names: readonly string[], start: readonly string[]): boolean {
  return names.length >= start.length && start.every((name, index) => names[index] === name);
}

/** Whether `names` end with all of `end`. */
export function endsWith(names: readonly string[], end: readonly string[]): boolean {
  const offset = names.length - end.length;
  return offset >= 0 && end.every((name, index) => names[offset + index] === name);
}

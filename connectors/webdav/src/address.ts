import { canonicalName, type Path } from './path.ts';
import type { Settings } from './settings.ts';

/** Where the data source is. */
export interface Address {
  /** Of a file, or with `folder` of a folder: then with a slash at the end, as servers want it. */
  of(path: Path, folder?: boolean): string;
  /** Where a person opens a file, where the server has pages for people. */
  page(path: Path, fileId: string | undefined): string;
}

const taken = new WeakMap<Settings, Address>();

/** The address in the settings. Each content is a call with the same settings: they are taken apart once. */
export function addressIn(settings: Settings): Address {
  const known = taken.get(settings);
  if (known) return known;
  const address = parseAddress(settings.url);
  taken.set(settings, address);
  return address;
}

/** An address as people write it, with or without a slash at its end. */
export function parseAddress(text: string): Address {
  const { origin, pathname } = new URL(text);
  const base = `${origin}${pathname.replace(/\/*$/, '/')}`;
  const [cloud] = /^.*?(?=\/remote\.php\/)/.exec(pathname) ?? [];
  const of = (path: Path, folder = false) => `${base}${path}${folder && path !== '' ? '/' : ''}`;
  return {
    of,
    page: (path, fileId) =>
      cloud !== undefined && fileId !== undefined && /^\d+$/.test(fileId)
        ? `${origin}${cloud}/index.php/f/${fileId}`
        : of(path),
  };
}

/** The names in an address, each as it stands in a path. */
export function namesOf(url: string): string[] {
  return new URL(url).pathname.split('/').flatMap((segment) => canonicalName(segment) ?? []);
}

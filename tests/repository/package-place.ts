/** Where a source file is: which package, and whether in what is shipped or in its tests. */
export interface PackagePlace {
  /** `packages/core`, `connectors/folder`, `benchmarks`. */
  readonly folder: string;
  /** Which row of the arrows applies: `core`, `connectors/*`, `*-kit` ... */
  readonly role: string;
  readonly shipped: boolean;
}

/** The place of a path, or undefined outside of packages. */
export function findPlace(path: string): PackagePlace | undefined {
  const [kind = '', name = '', area] = path.split('/');
  if (kind === 'benchmarks') return { folder: kind, role: kind, shipped: false };
  if (area === undefined) return undefined;
  const folder = `${kind}/${name}`;
  const shipped = area === 'src';
  if (kind === 'connectors') return { folder, role: 'connectors/*', shipped };
  if (kind === 'apps') return { folder, role: `apps/${name}`, shipped };
  if (kind !== 'packages') return undefined;
  if (name.startsWith('sink-')) return { folder, role: 'sink-*', shipped };
  return { folder, role: name.endsWith('-kit') ? '*-kit' : name, shipped };
}

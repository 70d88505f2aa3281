/** Dependencies as they are written outside of this repository: a caret before the catalog's or the workspace's version. Sorted by name. */
export function resolveRanges(
  dependencies: Readonly<Record<string, string>>,
  catalog: Readonly<Record<string, string>>,
  versions: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dependencies)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, range]) => {
        const version = range === 'catalog:' ? catalog[name] : versions[name];
        if (version === undefined) throw new Error(`${name} has no version: it is ${range} in the example connector`);
        return [name, `^${version}`];
      }),
  );
}

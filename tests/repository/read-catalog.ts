/** The `catalog:` of pnpm-workspace.yaml: package names with their versions. Throws on lines that it can't read. */
export function readCatalog(text: string): Record<string, string> {
  const [, section] = /^catalog:\n((?:[ #].*\n|\n)*)/m.exec(text) ?? [];
  if (!section) throw new Error('pnpm-workspace.yaml has no catalog');
  const lines = section.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', version = ''] = /^ {2}'?([^':]+)'?: '?([^']+)'?$/.exec(line) ?? [];
      if (name === '') throw new Error(`pnpm-workspace.yaml: cannot read the catalog's line '${line}'`);
      return [name, version];
    }),
  );
}

import type { ListedConnector } from './read-manifests.ts';

const columns: readonly (readonly [title: string, cell: (connector: ListedConnector) => string])[] = [
  ['source', ({ manifest, folder }) => `[${manifest.title}](../${folder}/README.md)`],
  ['type', ({ manifest }) => `\`${manifest.type}\``],
  ['changes', ({ manifest }) => manifest.capabilities.incremental],
  ['deletions', ({ manifest }) => manifest.capabilities.deletions],
  ['ids', ({ manifest }) => (manifest.capabilities.stableIds ? 'stable' : 'paths')],
  ['contents', ({ manifest }) => contentsOf(manifest.members, manifest.capabilities.contentBatch)],
  ['picks', has('listContainers')],
  ['ids alone', has('readIds')],
  ['access', ({ manifest }) => accessOf(manifest.members)],
  ['webhook', has('webhook')],
  ['sign-in', ({ manifest }) => [...new Set(manifest.auth.map(({ type }) => type))].join(', ')],
  ['contract', ({ manifest }) => String(manifest.contract)],
];

function has(member: string) {
  return ({ manifest }: ListedConnector): string => (manifest.members.includes(member) ? 'yes' : '');
}

function contentsOf(members: readonly string[], batch = 1): string {
  if (!members.includes('fetchContent')) return 'inline';
  return batch > 1 ? `by ${batch}` : 'one by one';
}

function accessOf(members: readonly string[]): string {
  if (members.includes('readAccess')) return members.includes('groups') ? 'documents, groups' : 'documents';
  return members.includes('groups') ? 'groups' : '';
}

/** The page about all connectors. */
export function renderConnectors(connectors: readonly ListedConnector[]): string {
  const rows = [
    columns.map(([title]) => title),
    ...connectors.map((connector) => columns.map(([, cell]) => cell(connector))),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => cells[index]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const [heads = [], ...others] = rows;
  const table = [heads, widths.map((width) => '-'.repeat(width)), ...others].map(line);
  return `<!-- Written by scripts/write-connector-docs.ts from the connectors themselves: change these, then run it. -->

# Connectors

What each connector of this repository can do, by its manifest. What it reads, what it needs and its limits are in its
README. [Writing a connector](writing-a-connector.md) says how to add one.

${table.join('\n')}

- **changes**: \`feed\`: the source's own change log; \`window\`: what changed since a time; \`revisit\`: everything is
  listed and versions are compared; \`none\`: only full reads.
- **deletions**: \`feed\`: the source tells them; \`listing\`: by absence from a complete listing; \`none\`: not found.
- **ids**: \`stable\` over renames and moves; \`paths\`: what is moved is deleted and created, without a new download
  where the bytes are known.
- **contents**: fetched only when new or changed, so many in one call; \`inline\`: they come with the listing.
- **picks**: containers can be chosen. **ids alone**: deletions are looked for without reading the documents' metadata.
- **access**: who may read is kept for single documents, and groups with their members.
`;
}

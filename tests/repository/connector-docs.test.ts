import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { quoteSources } from '../../scripts/quote-sources.ts';
import { renderConnectorDocs } from '../../scripts/render-connector-docs.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Names of the members of the interface `Connector`. */
function readMembers(): string[] {
  const path = 'packages/core/src/contract/connector.ts';
  const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  const found = statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === 'Connector');
  return (found?.members ?? []).flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

describe('the pages about connectors', () => {
  it('are as node --conditions=acequia-source scripts/write-connector-docs.ts writes them', async () => {
    const pages = await renderConnectorDocs(root);
    expect(pages.size).toBe(2);
    for (const [path, text] of pages) expect(read(path), path).toBe(text);
  });

  it('name every member of the contract in the guide’s table', () => {
    const members = readMembers();
    expect(members.length).toBeGreaterThan(15);
    const cells = read('docs/writing-a-connector.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|')[1] ?? '');
    expect(members.filter((member) => !cells.some((cell) => cell.includes(`\`${member}\``)))).toEqual([]);
  });

  it('fit the contract with members that it has', () => {
    const page = read('docs/contract-fit.md');
    const [sketches = [], members = []] = [...page.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) =>
      table.trim().split('\n'),
    );
    const sources = (table: readonly string[]) => table.slice(2).map((line) => line.split('|')[1]?.trim());
    expect(sources(members)).toEqual(sources(sketches));
    expect(sources(sketches).length).toBeGreaterThan(25);
    const optional = (members[0] ?? '')
      .split('|')
      .map((cell) => cell.trim())
      .filter((cell) => /^[a-z]+[A-Z]/.test(cell));
    expect(optional.length).toBeGreaterThan(4);
    expect(optional.filter((name) => !readMembers().includes(name))).toEqual([]);
  });
});

describe('quoteSources', () => {
  it('replaces the code after each mark, and nothing else', async () => {
    const page = 'a\n<!-- quote scripts/find-packages.ts -->\n\n```ts\nold\n```\n\n```ts\nkept\n```\n';
    const quoted = await quoteSources(page, root);
    expect(quoted).toBe(page.replace('old\n', () => read('scripts/find-packages.ts')));
    await expect(quoteSources(page.replace('find-', 'lost-'), root)).rejects.toThrow('ENOENT');
  });
});

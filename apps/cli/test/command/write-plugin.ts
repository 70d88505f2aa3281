import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { TemporaryWorkspace } from './temporary-workspace.ts';

/** Where code that stands in no package finds zod. */
export const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;

/** A connector of somebody else, for one test. */
export interface Plugin {
  readonly type: string;
  readonly title: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Optional members of the connector that the manifest names. */
  readonly members?: readonly string[];
  /** Of its module. */
  readonly code: string;
}

/** Writes the package of a connector without settings into the workspace's folder `plugin`, as its build would. Answers where it is. */
export function writePlugin(
  place: TemporaryWorkspace,
  { type, title, capabilities, members = [], code }: Plugin,
): string {
  const settings = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties: {} };
  const manifest = {
    ...{ type, contract: 1, title, description: title, categories: [], capabilities },
    ...{ settings: { ...settings, additionalProperties: false }, auth: [{ type: 'none' }] },
    members,
  };
  const files = {
    'package.json': JSON.stringify({
      ...{ name: `acequia-connector-${type}`, version: '1.0.0', type: 'module' },
      acequia: { kind: 'connector', type, contract: 1, manifest: './dist/manifest.json' },
      exports: { '.': './dist/index.js', './package.json': './package.json' },
      peerDependencies: { '@acequia/core': '>=0.1.0 <2' },
    }),
    'dist/manifest.json': JSON.stringify(manifest),
    'dist/index.js': code,
  };
  for (const [name, content] of Object.entries(files)) place.write(`plugin/${name}`, content);
  return `${place.folder}/plugin`;
}

import type { SourceFile, Violation } from '../source-file.ts';

interface Manifest {
  readonly name?: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly publishConfig?: { readonly access?: string };
  readonly acequia?: { readonly kind?: string };
  readonly [dependencies: string]: unknown;
}

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Versions are pinned in the catalog of pnpm-workspace.yaml; packages of ours follow each other by a caret. */
export function checkPins(file: SourceFile): Violation[] {
  const manifest = JSON.parse(file.text) as Manifest;
  return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((field) =>
    Object.entries((manifest[field] ?? {}) as Record<string, string>)
      .filter(([name, range]) => range !== (name.startsWith('@acequia/') ? 'workspace:^' : 'catalog:'))
      .map(([name, range]) => {
        const wanted = name.startsWith('@acequia/') ? 'workspace:^' : 'catalog:';
        return `${file.path}: ${name} is '${range}'; write '${wanted}'`;
      }),
  );
}

/** The catalog names exact versions. */
export function checkCatalog(catalog: Readonly<Record<string, string>>): Violation[] {
  return Object.entries(catalog)
    .filter(([, version]) => !exact.test(version))
    .map(([name, version]) => `pnpm-workspace.yaml: ${name} is '${version}'; pin it exactly`);
}

/** What npm and the users of a published package need to know. */
export function checkPublished(file: SourceFile): Violation[] {
  const manifest = JSON.parse(file.text) as Manifest;
  if (manifest.private) return [];
  const wrong: string[] = [];
  if (!manifest.description) wrong.push('has no description');
  if (manifest.license !== 'Apache-2.0') wrong.push("wants license 'Apache-2.0'");
  if (manifest.engines?.node !== '>=24') wrong.push("wants engines.node '>=24'");
  if (!manifest.files?.includes('dist')) wrong.push("wants files with 'dist'");
  if (manifest.publishConfig?.access !== 'public') wrong.push("wants publishConfig.access 'public'");
  return wrong.map((text) => `${file.path}: ${text}`);
}

/** A connector brings no copy of core: the host's is the one whose contract it speaks. */
export function checkConnectorManifest(file: SourceFile): Violation[] {
  if (!file.path.startsWith('connectors/')) return [];
  const manifest = JSON.parse(file.text) as Manifest;
  const wrong: string[] = [];
  if (manifest.acequia?.kind !== 'connector') wrong.push("wants acequia.kind 'connector', by which hosts discover it");
  if ('@acequia/core' in ((manifest.dependencies ?? {}) as object))
    wrong.push('has core as a dependency; make it a peer');
  if (!('@acequia/core' in ((manifest.peerDependencies ?? {}) as object))) wrong.push('does not name core as a peer');
  return wrong.map((text) => `${file.path}: ${text}`);
}

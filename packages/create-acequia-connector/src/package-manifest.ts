import type { Answers } from './answers.ts';

/** The parts of the example's package.json that matter for a new package; ranges are resolved. */
export interface TemplateManifest {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly keywords: readonly string[];
  readonly acequia: {
    readonly type: string;
    readonly contract: number;
    readonly kind: string;
    readonly manifest: string;
  };
  readonly publishConfig: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The package.json of a new connector. */
export function packageManifest(template: TemplateManifest, answers: Answers): string {
  const { type, engines, keywords, acequia, publishConfig } = template;
  const { exports, access } = publishConfig;
  const manifest = {
    name: answers.name,
    version: '0.1.0',
    description: answers.description,
    license: answers.license,
    ...(answers.author !== '' && { author: answers.author }),
    ...(answers.repository !== '' && { repository: { type: 'git', url: gitAddress(answers.repository) } }),
    type,
    engines,
    keywords,
    acequia: { ...acequia, type: answers.type },
    sideEffects: false,
    files: ['dist'],
    exports,
    publishConfig: { access, provenance: true },
    scripts: {
      build: 'tsup && acequia-manifest',
      check: 'tsc --noEmit',
      test: 'vitest run',
      prepack: 'npm run build',
    },
    dependencies: template.dependencies,
    peerDependencies: template.peerDependencies,
    devDependencies: template.devDependencies,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** As npm writes it, or it would warn. */
function gitAddress(address: string): string {
  const prefixed = address.startsWith('git+') ? address : `git+${address}`;
  return prefixed.endsWith('.git') ? prefixed : `${prefixed.replace(/\/+$/, '')}.git`;
}

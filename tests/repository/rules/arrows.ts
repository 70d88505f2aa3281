import { posix } from 'node:path';
import { findPlace, type PackagePlace } from '../package-place.ts';
import { readImports } from '../read-imports.ts';
import type { SourceFile, Violation } from '../source-file.ts';

const core = '@acequia/core';
const contract = '@acequia/core/contract';

/** What the shipped code of each package may import of the others. A new package needs a row, which is a decision. */
const arrows: Record<string, readonly (string | RegExp)[]> = {
  core: [],
  http: [core, contract],
  extract: [core, contract],
  knowledge: [core, contract],
  testkit: [core, contract],
  store: [core, contract, '@acequia/knowledge'],
  engine: [core, contract, '@acequia/http', '@acequia/extract', '@acequia/knowledge', '@acequia/store'],
  '*-kit': [contract],
  'sink-*': [core, contract, '@acequia/knowledge'],
  'create-acequia-connector': [],
  'connectors/*': [contract, /^@acequia\/[a-z-]+-kit$/],
  'apps/cli': ['@acequia/engine'],
  'apps/server': ['@acequia/engine'],
  'apps/web': [],
};

const appNames = /^@acequia\/(cli|server|web)(\/|$)/;

/** Core knows no vendor, SQL, queue or HTTP library: these are all the libraries that it may know. */
const coreLibraries = new Set(['zod', 'picomatch']);
const networkModules = /^(node:)?(http|https|http2|net|tls|dgram|sqlite)$/;

const elsewhere: PackagePlace = { folder: '', role: 'none', shipped: false };

/** The direction of dependencies, by the imports of shipped sources; and of all sources that nothing imports an app. */
export function checkArrows(file: SourceFile): Violation[] {
  const place = findPlace(file.path) ?? elsewhere;
  return readImports(file.text).flatMap((name) => {
    const problem = name.startsWith('.') ? checkRelative(name, file.path, place) : checkName(name, place);
    return problem ? [`${file.path}: imports ${name}: ${problem}`] : [];
  });
}

function checkRelative(name: string, path: string, place: PackagePlace): string | undefined {
  const target = posix.join(posix.dirname(path), name);
  if (target.startsWith(`${place.folder}/`)) return undefined;
  if (target.startsWith('apps/')) return 'nothing imports an app';
  return place.shipped ? 'shipped sources reach other folders through package names' : undefined;
}

function checkName(name: string, place: PackagePlace): string | undefined {
  if (appNames.test(name)) return 'nothing imports an app';
  if (!place.shipped) return undefined;
  if (name.startsWith('@acequia/')) return checkArrow(name, place.role);
  if (place.role === 'core' && networkModules.test(name)) return 'core reaches the network and databases through ports';
  if (place.role === 'core' && !name.startsWith('node:') && !coreLibraries.has(libraryOf(name))) {
    return 'core knows no library but those of its own table in this rule';
  }
  return undefined;
}

function checkArrow(name: string, role: string): string | undefined {
  const allowed = arrows[role];
  if (!allowed) return `${role} has no row in the arrows`;
  if (allowed.some((other) => (typeof other === 'string' ? other === name : other.test(name)))) return undefined;
  return `${role} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other package of ours'}`;
}

function libraryOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

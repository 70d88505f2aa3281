import { describe, expect, it } from 'vitest';
import { readCatalog } from './read-catalog.ts';
import { existsInRoot, listPaths, readFromRoot, readManifests, readSources } from './read-repository.ts';
import { checkArrows } from './rules/arrows.ts';
import { checkConnectorNames, readConnectorTypes } from './rules/connector-names.ts';
import { checkFileLength } from './rules/file-length.ts';
import { checkIndexFile } from './rules/index-files.ts';
import { checkCatalog, checkConnectorManifest, checkPins, checkPublished } from './rules/manifests.ts';
import { checkNames } from './rules/names.ts';

const paths = listPaths();
const sources = readSources(paths);
const manifests = readManifests(paths);

describe('the repository', () => {
  it('is found', () => {
    expect(sources.map((file) => file.path)).toContain('packages/core/src/index.ts');
    expect(manifests.length).toBeGreaterThan(8);
    expect(paths.filter((path) => /node_modules|\/dist\//.test(path))).toEqual([]);
  });

  it('follows the arrows', () => {
    expect(sources.flatMap(checkArrows)).toEqual([]);
  });

  it('names connectors only inside connectors/ and as dependencies of hosts', () => {
    const types = readConnectorTypes(manifests);
    expect(types.length).toBeGreaterThan(0);
    expect(sources.flatMap((file) => checkConnectorNames(file, types))).toEqual([]);
  });

  it('has kebab-case names that say something', () => {
    expect(paths.flatMap(checkNames)).toEqual([]);
  });

  it('has small files', () => {
    expect(sources.flatMap(checkFileLength)).toEqual([]);
  });

  it('has index files that only re-export', () => {
    expect(sources.flatMap(checkIndexFile)).toEqual([]);
  });

  it('pins versions exactly, in one place', () => {
    expect(manifests.flatMap(checkPins)).toEqual([]);
    expect(checkCatalog(readCatalog(readFromRoot('pnpm-workspace.yaml').text))).toEqual([]);
  });

  it('publishes packages that say what they are', () => {
    const packages = manifests.filter((file) => file.path !== 'package.json');
    expect(packages.flatMap(checkPublished)).toEqual([]);
    expect(manifests.flatMap(checkConnectorManifest)).toEqual([]);
  });

  it('publishes no package without a README', () => {
    const missing = manifests
      .filter((file) => JSON.parse(file.text).private !== true)
      .map((file) => file.path.replace('package.json', 'README.md'))
      .filter((path) => !existsInRoot(path));
    expect(missing).toEqual([]);
  });
});

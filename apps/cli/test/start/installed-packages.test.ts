import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findInstalledPackages } from '../../src/start/installed-packages.ts';

let root: string;
const make = (...names: string[]) => {
  const folder = join(root, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
};

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'acequia-packages-')));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('findInstalledPackages', () => {
  it('finds the folder behind the links of a repository that pnpm installed', () => {
    make('apps/cli/node_modules/commander');
    const store = make('node_modules/.pnpm');
    expect(findInstalledPackages(make('apps/cli/dist'))).toBe(store);
  });

  it('finds it from inside', () => {
    const store = make('node_modules/.pnpm');
    expect(findInstalledPackages(make('node_modules/.pnpm/@acequia+cli@1.0.0/node_modules/@acequia/cli'))).toBe(store);
  });

  it('takes the nearest node_modules where npm installed', () => {
    make('node_modules');
    const nearest = make('project/node_modules');
    expect(findInstalledPackages(make('project/node_modules/@acequia/cli'))).toBe(nearest);
  });

  it('says what to do where nothing is installed', () => {
    expect(() => findInstalledPackages(make('alone'))).toThrow(
      expect.objectContaining({ code: 'not_found', hint: expect.stringContaining('--folder') }),
    );
  });
});

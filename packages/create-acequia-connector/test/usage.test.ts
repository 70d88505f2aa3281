import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyTemplate } from '../build/copy-template.ts';
import { runCommand } from './run-command.ts';

const root = join(import.meta.dirname, '..', '..', '..');
let template: string;
let folder: string;

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'acequia-template-'));
  await copyTemplate(root, template);
});
afterAll(() => rm(template, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acequia-usage-'));
});
afterEach(() => rm(folder, { recursive: true }));

const readManifest = async (name: string) => JSON.parse(await readFile(join(folder, name, 'package.json'), 'utf8'));

describe('flags', () => {
  it.each([
    [[], '--type is missing'],
    [['--yes'], '--type is missing'],
    [['--type', ''], '--type cannot be ""'],
    [['--type', 'My-Wiki'], '--type cannot be'],
    [['--type', '1wiki'], '--type cannot be'],
    [['--type', 'wiki-'], '--type cannot be'],
    [['--type', 'a--b'], '--type cannot be'],
    [['--type', 'a'.repeat(51)], '--type cannot be'],
    [['--type', '../wiki'], '--type cannot be'],
    [['--type', 'w', '--name', 'wiki'], '--name cannot be'],
    [['--type', 'w', '--name', '@acequia/connector-w'], '--name cannot be'],
    [['--type', 'w', '--name', 'acequia-connector-../../w'], '--name cannot be'],
    [['--type', 'w', '--name', `acequia-connector-${'w'.repeat(200)}`], '--name cannot be'],
    [['--type', 'w', '--title', ' '], '--title cannot be'],
    [['--type', 'w', '--title', 'one\ntwo'], '--title cannot be'],
    [['--type', 'w', '--title', 'a */ b'], '--title cannot be'],
    [['--type', 'w', '--license', 'GPL-3.0'], '--license cannot be'],
    [['--type', 'w', '--repository', 'github.com/me/w'], '--repository cannot be'],
    [['--type'], 'argument missing'],
    [['--typo', 'w'], "Unknown option '--typo'"],
    [['a', 'b', '--type', 'w'], '"b" is one folder too many'],
  ])('%j are refused with a word about it', async (args, expected) => {
    const { code, errors, output } = await runCommand(args, { template, folder });
    expect(code).toBe(2);
    expect(errors).toContain(expected);
    expect(errors.trim().split('\n').length, 'a remedy').toBeGreaterThan(1);
    expect(output).toBe('');
    expect(await readdir(folder)).toEqual([]);
  });

  it('--help explains all of them and does nothing', async () => {
    const { code, output } = await runCommand(['--help'], { template, folder });
    expect(code).toBe(0);
    for (const flag of ['type', 'name', 'title', 'description', 'license', 'author', 'repository', 'yes']) {
      expect(output).toContain(`--${flag}`);
    }
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('questions', () => {
  it('are asked for what no flag says; an empty line takes the default', async () => {
    const typed = ['my-wiki', '', 'Our Wiki', '', 'MIT', '', ''];
    const { code, output } = await runCommand(['--author', 'Ada'], { template, folder, typed });
    expect(code).toBe(0);
    expect(output).toContain('Package [acequia-connector-my-wiki]: ');
    expect(output).not.toContain('Author');
    expect(await readManifest('acequia-connector-my-wiki')).toMatchObject({
      description: 'Documents of Our Wiki.',
      license: 'MIT',
      author: 'Ada',
    });
  });

  it('are asked again after an answer that is not good', async () => {
    const typed = ['', 'Wiki!', 'wiki', 'other', '', '', '', '', '', ''];
    const { code, output } = await runCommand([], { template, folder, typed });
    expect(code).toBe(0);
    expect(output.match(/Type of source/g)).toHaveLength(3);
    expect(output.match(/Package /g)).toHaveLength(2);
    expect(await readdir(folder)).toEqual(['acequia-connector-wiki']);
  });

  it('are not asked with --yes', async () => {
    const { code, output } = await runCommand(['--type', 'w', '-y'], { template, folder, typed: [] });
    expect(code).toBe(0);
    expect(output).not.toContain('Package [');
  });

  it('end when the input does, and nothing is written', async () => {
    const { code, errors } = await runCommand([], { template, folder, typed: ['wiki', ''] });
    expect(code).toBe(2);
    expect(errors).toContain('There was no answer');
    expect(await readdir(folder)).toEqual([]);
  });
});

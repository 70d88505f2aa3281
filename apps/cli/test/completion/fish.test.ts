import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPrograms } from '../../../../tests/servers/find-programs.ts';
import { ShellPlace } from './shell-place.ts';

let fish: string;
let place: ShellPlace;
let script: string;

beforeAll(async () => {
  [fish = ''] = findPrograms({
    what: 'fish',
    programs: ['fish'],
    packages: ['fish'],
    otherwise: 'which these tests complete commands in.',
  });
  place = new ShellPlace();
  script = await place.prepare('fish');
});
afterAll(() => place.remove());

/** What fish offers at the end of a line, without the descriptions. */
function complete(line: string): string[] {
  const output = execFileSync(fish, ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', script, line], {
    cwd: place.folder,
    env: place.environment,
    encoding: 'utf8',
  });
  return output
    .trimEnd()
    .split('\n')
    .map((each) => each.split('\t', 1).join(''))
    .sort();
}

describe('completion in fish', () => {
  it('is a script without a mistake', () => {
    execFileSync(fish, ['--no-execute', script]);
  });

  it.each([
    ['acequia sy', ['sync']],
    ['acequia -w connectors de', ['deletions']],
    ['acequia --json failures r', ['retry']],
    ['acequia sync --kind ', ['access', 'full', 'incremental', 'reconcile']],
    ['acequia sync --kind full --wat', ['--watch']],
    ['acequia completion ', ['bash', 'fish', 'zsh']],
    ['acequia sync ', ["it's $HOME", 'team share']],
    ['acequia documents list --knowledge-base ', ['handbook', '手引き']],
    ['acequia logs --limit ', ['']],
    ['acequia export bi', ['bin/']],
  ])('of "%s" offers %j', (line, expected) => {
    expect(complete(line).map((word) => word.replace(/\\(.)/g, '$1'))).toEqual(expected);
  });
});

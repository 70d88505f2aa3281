import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPrograms } from '../../../../tests/servers/find-programs.ts';
import { ShellPlace } from './shell-place.ts';

const [bash = ''] = findPrograms({
  what: 'bash',
  programs: ['bash'],
  packages: ['bash'],
  otherwise: 'which these tests complete commands in.',
});
let place: ShellPlace;
let script: string;

beforeAll(async () => {
  place = new ShellPlace();
  script = await place.prepare('bash');
});
afterAll(() => place.remove());

/** What bash offers for the last of the words. */
function complete(...words: string[]): string[] {
  const program = `source "$1"; shift
    registered=$(complete -p acequia); [[ $registered == *"-F _acequia acequia" ]] || exit 9
    COMP_WORDS=(acequia "$@") COMP_CWORD=$#
    _acequia acequia "\${!#}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync(bash, ['--norc', '-c', program, 'bash', script, ...words], {
    cwd: place.folder,
    env: place.environment,
    encoding: 'utf8',
  });
  return output.split('\n').filter((line) => line !== '');
}

describe('completion in bash', () => {
  it('is a script without a mistake', () => {
    execFileSync(bash, ['-n', script]);
    expect(complete('')).toEqual(expect.arrayContaining(['init', 'sync', 'search', 'completion']));
  });

  it.each([
    [['sy'], ['sync']],
    [
      ['connectors', ''],
      ['list', 'info', 'add', 'trust', 'remove'],
    ],
    [['-w', 'connectors', 'de'], ['deletions']],
    [['--json', 'failures', 'r'], ['retry']],
    [['sync', '--ki'], ['--kind']],
    [
      ['sync', '--kind', ''],
      ['incremental', 'full', 'reconcile', 'access'],
    ],
    [['sync', '--kind', 'full', '--wa'], ['--watch']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['completion', 'bash', ''], []],
    [['logs', '--limit', 's'], []],
  ])('of %j offers %j', (words, expected) => {
    expect(complete(...words)).toEqual(expected);
  });

  it('knows the data sources and knowledge bases of the workspace, quoted for the command line', () => {
    expect(complete('sync', '').sort()).toEqual(["it\\'s\\ \\$HOME", 'team\\ share']);
    expect(complete('documents', 'list', '--source', 't')).toEqual(['team\\ share']);
    expect(complete('changes', '').sort()).toEqual(['handbook', '手引き']);
    expect(complete('validate', 'team share', '')).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { findPrograms } from '../../../../tests/servers/find-programs.ts';
import { keys, TerminalProcess } from '../terminal/terminal-process.ts';
import { ShellPlace } from './shell-place.ts';

let zsh: string;
let place: ShellPlace;
let script: string;
let terminal: TerminalProcess;

beforeAll(async () => {
  [zsh = ''] = findPrograms({
    what: 'zsh',
    programs: ['zsh'],
    packages: ['zsh'],
    otherwise: 'which these tests complete commands in.',
  });
  place = new ShellPlace();
  script = await place.prepare('zsh');
  terminal = new TerminalProcess([zsh, '-f', '-i'], { cwd: place.folder, env: place.environment });
  terminal.type(`PROMPT='' RPROMPT=''; unsetopt zle_bracketed_paste; autoload -U compinit && compinit -u -D\r`);
  // The line editor says when it begins to read: what is typed before goes through the terminal's own editing.
  terminal.type(`bindkey -e; zle-line-init() { print -rn -- "[li""ne]" }; zle -N zle-line-init; source '${script}'\r`);
});
afterAll(async () => {
  await terminal.close();
  place.remove();
});

describe('completion in zsh', () => {
  it('is a script without a mistake', () => {
    execFileSync(zsh, ['-f', '-n', script]);
  });

  // The shell gets the completed line as the words of `print`, which shows them in brackets.
  it.each([
    ['sy', '[sync]'],
    ['-w connectors de', '[-w][connectors][deletions]'],
    ['--json failures r', '[--json][failures][retry]'],
    ['sync --kind rec', '[sync][--kind][reconcile]'],
    ['sync --kind full --wat', '[sync][--kind][full][--watch]'],
    ['sync it', "[sync][it's $HOME]"],
    ['changes ha', '[changes][handbook]'],
  ])('of "acequia %s" makes %s', async (line, expected) => {
    await terminal.waitFor('[line]');
    // Ctrl-A goes to the beginning of the line, so that it is shown and not run.
    terminal.type(`acequia ${line}`, keys.tab, '\u0001', "printf '[%s]' ", '\r');
    await terminal.waitFor(`[acequia]${expected}`);
  });
});

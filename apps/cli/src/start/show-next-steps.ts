import { quoteWord } from '../output/quote-word.ts';
import { workspaceFlag } from '../session/find-workspace.ts';
import type { Narrator } from './narrator.ts';

/** Commands to copy, written so that they work from the current folder. */
export function showNextSteps(narrator: Narrator, workspace: string, query: string, exit: boolean): void {
  const { heading, line, paint } = narrator;
  const base = process.env.npm_lifecycle_event === undefined ? 'acequia' : 'pnpm acequia';
  const place = workspaceFlag(workspace);
  heading('Next');
  const steps = [
    [`search ${quoteWord(query)}`, 'search yourself'],
    ['documents list', 'what there is'],
    ['failures list', 'what failed and why'],
    ['start --folder ~/Documents', 'your own documents'],
  ] as const;
  for (const [command, meaning] of steps) {
    line(`  ${`${base} ${command}${place}`.padEnd(48)} ${paint('dim', meaning)}`);
  }
  if (!exit) line(paint('dim', '\n  This release has no server yet: start ends here.'));
}

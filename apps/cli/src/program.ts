import { Command } from 'commander';
import { addApply } from './commands/apply.ts';
import { addChanges } from './commands/changes.ts';
import { addCompletion } from './commands/completion.ts';
import { addConnectors } from './commands/connectors.ts';
import { addDeletions } from './commands/deletions.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDocuments } from './commands/documents.ts';
import { addEncryption } from './commands/encryption.ts';
import { addExport } from './commands/export.ts';
import { addFailures } from './commands/failures.ts';
import { addInit } from './commands/init.ts';
import { addLogs } from './commands/logs.ts';
import { addPause } from './commands/pause.ts';
import { addResources } from './commands/resources.ts';
import { addSearch } from './commands/search.ts';
import { addStart } from './commands/start.ts';
import { addSync } from './commands/sync.ts';
import { addValidate } from './commands/validate.ts';
import { readVersion } from './session/host-manifest.ts';

const commands = [
  addStart,
  addInit,
  addDoctor,
  addConnectors,
  addApply,
  addValidate,
  addResources,
  addSync,
  addPause,
  addLogs,
  addFailures,
  addDeletions,
  addDocuments,
  addSearch,
  addChanges,
  addExport,
  addEncryption,
  addCompletion,
];

/** The whole command line. */
export function createProgram(): Command {
  const program = new Command('acequia')
    .description('Keeps knowledge bases true to the places where people keep their documents.')
    .version(readVersion(), '-V, --version')
    .option('-w, --workspace <dir>', 'the workspace; without it, the nearest one from here upwards')
    .option('--json', 'one JSON document on standard output')
    .option('--verbose', 'show where an error happened')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .showHelpAfterError('hint: add --help for what this command takes')
    .addHelpText(
      'after',
      `
Exit codes:
  0 ok   1 error   2 usage   3 not found   4 needs credentials   5 already running
  6 some documents failed   7 deletions need review   8 try again later   130 interrupted

Examples:
  acequia start                      try it on documents that are already here
  acequia init                       a workspace of your own, with a first data source
  acequia sync --json | jq .syncs    for scripts`,
    );
  for (const add of commands) add(program);
  for (const command of everyCommand(program)) {
    command.copyInheritedSettings(program).configureHelp({ showGlobalOptions: true });
  }
  return program;
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

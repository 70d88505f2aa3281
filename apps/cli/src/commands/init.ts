import { relative, resolve } from 'node:path';
import { credentialFields } from '@acequia/engine';
import type { Command } from 'commander';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { findManifest, readyManifests } from '../init/ask-identity.ts';
import type { GivenDraft } from '../init/draft.ts';
import { makeWorkspace } from '../init/make-source.ts';
import { readCredentials, readSettings } from '../init/read-flags.ts';
import { runInit } from '../init/run-init.ts';
import { readSettingFields } from '../init/setting-fields.ts';
import { withCatalog } from '../init/with-catalog.ts';
import { launch } from '../session/launch.ts';
import type { Session } from '../session/session.ts';
import { usageError } from '../session/usage-error.ts';

interface InitOptions {
  readonly type?: string;
  readonly name?: string;
  readonly knowledgeBase?: string;
  readonly set?: readonly string[];
  readonly credential?: readonly string[];
  readonly pick?: readonly string[];
  readonly yes?: boolean;
}

/** Other commands need not wait for the library of prompts. */
async function guide(session: Session, folder: string, given: GivenDraft): Promise<ExitCode> {
  const { guideInit } = await import('../init/guide-init.ts');
  return guideInit(session, folder, given);
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** `acequia init [DIR]` */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('make a workspace and set up a data source in it, step by step; what is there already stays')
    .argument('[dir]', 'folder; without it --workspace, else the current one')
    .option('--type <type>', 'connector of the data source, as `connectors list` shows it')
    .option('--name <text>', 'name of the data source; without it, its type')
    .option('--knowledge-base <name>', 'what the documents are for; without it the only one, or "default"')
    .option('--set <name=value>', 'a setting, as `connectors info` shows it; more than once', collect)
    .option(
      '--credential <name[=variable]>',
      'a secret from an environment variable, or from standard input; what is no secret, as a user name, as NAME=VALUE; more than once',
      collect,
    )
    .option('--pick <id>', 'a container to read, as `resources` shows it; more than once; none: everything', collect)
    .option('-y, --yes', 'ask nothing, also on a terminal')
    .addHelpText(
      'after',
      `
On a terminal it asks for what is not given. Elsewhere it asks nothing: without --type it only makes the workspace.
A data source whose checks fail is not made.

Examples:
  acequia init
  acequia init --type folder --set path=/srv/documents --yes
  acequia init --type webdav --set url=https://HOST/dav/ --credential username=ana --credential password=DAV_PASSWORD --yes
  acequia init --type slack --credential token=SLACK_TOKEN --pick C024BE91L --yes
  pass show slack | acequia init --type slack --credential token`,
    )
    .action((dir: string | undefined, options: InitOptions, command: Command) =>
      launch(command, (session) => init(session, resolve(dir ?? session.options.workspace ?? '.'), options)),
    );
}

async function init(session: Session, folder: string, options: InitOptions): Promise<ExitCode> {
  const { type, set = [], credential = [], name, knowledgeBase, pick, yes = false } = options;
  const asks = session.interactive && !yes;
  if (type === undefined) {
    if (set.length + credential.length > 0) {
      throw usageError('--set and --credential are for a connector.', 'Add --type TYPE.');
    }
    if (asks) return guide(session, folder, { name, knowledgeBase, picks: pick, settings: {}, credentials: {} });
    return makeOnly(session, folder);
  }
  const given = { type, name, knowledgeBase, picks: pick, ...(await readValues(session, folder, type, options, asks)) };
  return asks ? guide(session, folder, given) : runInit(session, folder, given);
}

/** What was given for the connector. A secret setting is given like a credential. */
function readValues(
  session: Session,
  folder: string,
  type: string,
  { set = [], credential = [] }: InitOptions,
  asks: boolean,
): Promise<Pick<GivenDraft, 'settings' | 'credentials'>> {
  return withCatalog(session, folder, async (engine) => {
    const manifest = findManifest(await readyManifests(engine), type);
    const fields = readSettingFields(manifest);
    const secretSettings = fields.filter(({ isSecret }) => isSecret);
    const isSetting = (name: string) => secretSettings.some((field) => field.name === name);
    const asked = manifest.auth.flatMap((method) => credentialFields(method) ?? []);
    // At a terminal, standard input is the person, who is asked anyway.
    const flags = asks ? credential.filter((flag) => flag.includes('=')) : credential;
    const given = Object.entries(await readCredentials(flags, [...asked, ...secretSettings], process.stdin));
    return {
      settings: {
        ...readSettings(set, fields),
        ...Object.fromEntries(given.filter(([name]) => isSetting(name))),
      },
      credentials: Object.fromEntries(given.filter(([name]) => !isSetting(name))),
    };
  });
}

async function makeOnly({ terminal, json }: Session, workspace: string): Promise<ExitCode> {
  const created = await makeWorkspace(workspace);
  const file = relative(process.cwd(), `${workspace}/acequia.yaml`);
  if (json) terminal.printJson({ workspace, created });
  else if (created) terminal.say(`Made ${workspace}. Say in ${file} what to sync, then: acequia apply && acequia sync`);
  else terminal.say(`${workspace} is a workspace already; nothing was changed.`);
  return exitCode.ok;
}

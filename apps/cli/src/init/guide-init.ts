import { relative } from 'node:path';
import { AcequiaError, type Engine, findWorkspace } from '@acequia/engine';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { quoteWord } from '../output/quote-word.ts';
import { showIndexProgress } from '../output/sync-progress.ts';
import { workspaceFlag } from '../session/find-workspace.ts';
import type { Session } from '../session/session.ts';
import { printSyncs } from '../sync/print-syncs.ts';
import { runOneSync } from '../sync/run-one-sync.ts';
import { askCredentials } from './ask-credentials.ts';
import { askIdentity } from './ask-identity.ts';
import { askMethod } from './ask-method.ts';
import { askSchedule } from './ask-schedule.ts';
import { askNeededSettings, askOtherSettings, takeMethod } from './ask-settings.ts';
import { checkUntilGood } from './check-draft.ts';
import type { Draft, GivenDraft } from './draft.ts';
import { type Made, makeSource } from './make-source.ts';
import { pickContainers } from './pick-containers.ts';
import { Prompts } from './prompts.ts';
import { readSettingFields } from './setting-fields.ts';
import { withCatalog } from './with-catalog.ts';

/** Leads a person to a data source that works. Whatever is not finished leaves nothing behind. */
export async function guideInit(session: Session, folder: string, given: GivenDraft): Promise<ExitCode> {
  const prompts = new Prompts(session.terminal, session.signal);
  const isNew = findWorkspace(folder) !== folder;
  prompts.begin(`A data source for ${isNew ? 'a new workspace in ' : ''}${folder}`);
  try {
    const draft = await withCatalog(session, folder, (engine) => askDraft(session, prompts, engine, given));
    const made = await makeSource(session, folder, draft);
    prompts.say(
      'success',
      `"${draft.name}" is set up, and stands in ${relative(process.cwd(), `${folder}/acequia.yaml`)}.`,
    );
    return await offerSync(session, prompts, made);
  } catch (error) {
    if (!isCanceled(error)) throw error;
    prompts.cancel('Stopped. Nothing was made.');
    return exitCode.interrupted;
  }
}

function isCanceled(error: unknown): boolean {
  return AcequiaError.isInstance(error) && error.code === 'canceled';
}

async function askDraft({ signal }: Session, prompts: Prompts, engine: Engine, given: GivenDraft): Promise<Draft> {
  const { manifest, ...identity } = await askIdentity(prompts, engine, given);
  const connector = await engine.connector(manifest.type);
  const form = { connector, fields: readSettingFields(manifest) };
  const needed = await askNeededSettings(prompts, form, given.settings);
  const method = await askMethod(prompts, manifest, form.fields, needed);
  const meant = await takeMethod(prompts, form, needed, method);
  const credentials = await askCredentials(prompts, method, given.credentials);
  const settings = await askOtherSettings(prompts, form, meant);
  const draft: Draft = { ...identity, settings, credentials, picks: given.picks ?? [], schedule: {} };
  const checked = await checkUntilGood({ prompts, engine, signal }, { form, manifest, method, draft });
  const canPick = checked.passed && given.picks === undefined && manifest.members.includes('listContainers');
  const picks = canPick
    ? await pickContainers(prompts, (parent, search) => engine.trialResources(checked.draft, parent, search, signal))
    : checked.draft.picks;
  return { ...checked.draft, picks, schedule: await askSchedule(prompts) };
}

/** The data source is there by now; giving up the sync leaves it as it is. */
async function offerSync(session: Session, prompts: Prompts, { engine, dataSource }: Made): Promise<ExitCode> {
  const { terminal, signal } = session;
  const place = workspaceFlag(engine.workspace);
  const now = await prompts.confirm({ title: 'Read the documents now?' }).catch((error: unknown) => {
    if (isCanceled(error)) return false;
    throw error;
  });
  if (!now) {
    prompts.end(`Read them with: acequia sync ${quoteWord(dataSource.name)}${place}`);
    return exitCode.ok;
  }
  prompts.end('Reading. Ctrl-C stops at a checkpoint: what was read is kept.');
  const result = await runOneSync(session, engine, dataSource.name, { kind: 'incremental' });
  if (!signal.aborted) await engine.indexed({ signal, onProgress: showIndexProgress(terminal) });
  terminal.live.end();
  printSyncs(terminal, [result]);
  if (signal.aborted) return exitCode.interrupted;
  terminal.say(`search:           acequia search WORDS${place}`);
  terminal.say(`keep up to date:  acequia sync --watch${place}`);
  return result.code;
}

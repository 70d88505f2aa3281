import { type ExitCode, exitCode } from '../exit-code.ts';
import { printChecks } from '../output/print-checks.ts';
import { printable } from '../output/printable.ts';
import { quoteWord } from '../output/quote-word.ts';
import { workspaceFlag } from '../session/find-workspace.ts';
import type { Session } from '../session/session.ts';
import { findManifest, firstKnowledgeBase, readyManifests } from './ask-identity.ts';
import { checkDraft } from './check-draft.ts';
import type { Draft, GivenDraft } from './draft.ts';
import { makeSource } from './make-source.ts';
import { withCatalog } from './with-catalog.ts';

/** Sets up a data source from what was given alone. One whose checks fail is not made. */
export async function runInit(
  session: Session,
  folder: string,
  given: GivenDraft & { readonly type: string },
): Promise<ExitCode> {
  const { terminal, json, signal } = session;
  const { draft, checks } = await withCatalog(session, folder, async (engine) => {
    const { type } = findManifest(await readyManifests(engine), given.type);
    const [base, ...others] = await engine.knowledgeBases();
    const { name = type, settings, credentials, picks = [] } = given;
    const only = others.length === 0 ? base?.name : undefined;
    const knowledgeBase = given.knowledgeBase ?? only ?? firstKnowledgeBase;
    const wanted: Draft = { type, name, knowledgeBase, settings, credentials, picks, schedule: {} };
    return { draft: wanted, checks: await checkDraft(engine, wanted, signal) };
  });
  signal.throwIfAborted();
  const isGood = checks.every(({ ok }) => ok);
  if (!json) printChecks(terminal, checks);
  if (!isGood) {
    if (json) terminal.printJson({ workspace: folder, created: false, checks });
    else terminal.say('Nothing was made.');
    return exitCode.error;
  }
  const { engine, created, dataSource } = await makeSource(session, folder, draft);
  if (json) terminal.printJson({ workspace: folder, created, dataSource, checks });
  else {
    const command = `acequia sync ${quoteWord(draft.name)}${workspaceFlag(engine.workspace)}`;
    terminal.say(`${printable(draft.name)} is set up. Read it with: ${command}`);
  }
  return exitCode.ok;
}

import { AcequiaError, type Engine, type Manifest } from '@acequia/engine';
import type { Draft, GivenDraft } from './draft.ts';
import { freeName } from './free-name.ts';
import type { Prompts } from './prompts.ts';

/** Knowledge base of a workspace that has none. */
export const firstKnowledgeBase = 'default';

type Identity = Pick<Draft, 'type' | 'name' | 'knowledgeBase'> & { readonly manifest: Manifest };

/** Asks what kind of source it is, for its name, and for the knowledge base where there are several. */
export async function askIdentity(prompts: Prompts, engine: Engine, given: GivenDraft): Promise<Identity> {
  const manifests = await readyManifests(engine);
  const chosen =
    given.type ??
    (await prompts.choose(
      { title: 'Where are the documents?' },
      manifests.map(({ type, title, description }) => ({ value: type, label: title, hint: description })),
    ));
  const manifest = findManifest(manifests, chosen);
  const taken = await takenNames(engine);
  const name =
    given.name ??
    (await prompts.text(
      { title: 'Name of the data source' },
      { fallback: freeName(manifest.type, taken), faultOf: (text) => nameFault(text, taken) },
    ));
  return {
    type: manifest.type,
    name,
    knowledgeBase: given.knowledgeBase ?? (await askBase(prompts, engine)),
    manifest,
  };
}

/** Manifests of the connectors that can be used. */
export async function readyManifests(engine: Engine): Promise<Manifest[]> {
  const installed = await engine.connectors();
  return installed.flatMap(({ state, manifest }) => (state === 'ready' && manifest ? [manifest] : []));
}

/** Throws `not_found`. */
export function findManifest(manifests: readonly Manifest[], type: string): Manifest {
  const found = manifests.find((manifest) => manifest.type === type);
  if (found) return found;
  throw new AcequiaError('not_found', `There is no connector "${type}" that can be used.`, {
    hint: `There are: ${manifests.map((each) => each.type).join(', ')}. See: acequia connectors list`,
  });
}

/** Names in the store, and in acequia.yaml as far as it can be read. */
async function takenNames(engine: Engine): Promise<ReadonlySet<string>> {
  const stored = await engine.dataSources();
  const planned = await engine.plan().catch(() => []);
  const named = planned.filter(({ what }) => what === 'data source');
  return new Set([...stored, ...named].map(({ name }) => name));
}

function nameFault(name: string, taken: ReadonlySet<string>): string | undefined {
  if (name.trim() !== name || name === '') return 'Give a name without spaces around it.';
  if (name.length > 190) return 'Give a shorter name, of 190 letters at most.';
  return taken.has(name) ? 'Another data source has this name.' : undefined;
}

async function askBase(prompts: Prompts, engine: Engine): Promise<string> {
  const known = await engine.knowledgeBases();
  const [only] = known;
  if (known.length < 2) return only?.name ?? firstKnowledgeBase;
  const question = { title: 'For which knowledge base?' };
  return prompts.choose(
    question,
    known.map(({ name }) => ({ value: name, label: name })),
  );
}

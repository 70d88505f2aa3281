import {
  createFakeServer,
  type ExpectedDocument,
  type FakeMutations,
  type FakeOptions,
  type FakeSource,
  type FakeWork,
  SourceModel,
  tokenAuth,
} from '@acequia/testkit';
import { NotebookShelf } from './notebook-shelf.ts';
import { NotesApi } from './notes-api.ts';
import { mostItems, notesRoutes } from './notes-routes.ts';

const team = 'acme';

/** Example Notes: a team with two notebooks of nested folders. Times are whole seconds, 20 items at the most in one answer. */
export async function startFake(options: FakeOptions = {}): Promise<FakeSource> {
  const { clock, skew, seed, port, granularity = 1000, documents = 20 } = options;
  const model = new SourceModel({
    feeds: 2,
    folders: { depth: 2, breadth: 2 },
    documents,
    granularity,
    ...(clock && { clock }),
    ...(skew !== undefined && { skew }),
    ...(seed !== undefined && { seed }),
  });
  const shelf = new NotebookShelf(model);
  const forbidden = new Set<string>();
  const auth = tokenAuth('notes-token-5f2c81d0');
  const server = await createFakeServer({
    routes: notesRoutes(team, new NotesApi(model, shelf, forbidden)),
    auth,
    ...(clock && { clock }),
    ...(port !== undefined && { port }),
  });
  return {
    ...server,
    origins: { 'https://api.notes.example': server.url },
    settings: { team },
    auth: 'token',
    credentials: auth.credentials,
    clock: model.clock,
    mutate: mutationsOf(model, shelf),
    cannot: {
      setAccess: 'Everybody in a team reads all of its notebooks.',
      hide: 'Listings come from the database itself, not from an index that lags.',
      webhook: 'The service calls nobody.',
    },
    snapshot: () => snapshotOf(model, shelf, forbidden),
    floor: (work) => floorOf(shelf, work),
    forbid(ids) {
      forbidden.clear();
      for (const id of ids) forbidden.add(id);
    },
    expireCursors: () => model.events.expire(),
    expireCredentials: auth.expire,
  };
}

function mutationsOf(model: SourceModel, shelf: NotebookShelf): FakeMutations {
  return {
    create: (options = {}) => model.create(options),
    update: (id, body) => model.update(id, body === undefined ? {} : { body }),
    rename: (id, title) => model.rename(id, title),
    move: (id, parent) => model.move(id, parent),
    delete: (id) => shelf.delete(id),
    restore: (id) => shelf.restore(id),
  };
}

function snapshotOf(
  model: SourceModel,
  shelf: NotebookShelf,
  forbidden: ReadonlySet<string>,
): ReadonlyMap<string, ExpectedDocument> {
  const items = shelf.notebooks.flatMap((notebook) => [...shelf.items(notebook)]);
  return new Map(
    items.map((item) => [
      item.id,
      {
        title: item.title,
        container: item.container,
        slice: item.feeds[0],
        ...(item.parent !== undefined && { parent: item.parent }),
        ...(!item.container && { body: model.bodyOf(item) }),
        ...(forbidden.has(item.id) && { unreadable: true as const }),
      },
    ]),
  );
}

/** One request for the notebooks, then of each one for 20 items (20 changes) and one for 20 texts. */
function floorOf(shelf: NotebookShelf, work: FakeWork): number {
  const requests = (count: number) => Math.ceil(count / mostItems);
  const { notebooks } = shelf;
  if (work.kind === 'incremental') {
    return 1 + Math.max(notebooks.length, requests(work.changed)) + requests(work.changed);
  }
  const items = notebooks.map((notebook) => [...shelf.items(notebook)]);
  const pages = items.reduce((sum, { length }) => sum + requests(length), 0);
  return 1 + pages + requests(items.flat().filter(({ container }) => !container).length);
}

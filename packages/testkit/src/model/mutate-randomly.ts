import type { SourceModel } from './source-model.ts';

export type MutationKind = 'create' | 'update' | 'rename' | 'move' | 'share' | 'unshare' | 'delete' | 'restore';

export interface MutateOptions {
  /** Default: all of them. */
  readonly kinds?: readonly MutationKind[];
}

const allKinds: readonly MutationKind[] = [
  'create',
  'update',
  'rename',
  'move',
  'share',
  'unshare',
  'delete',
  'restore',
];

/**
 * Does one thing to the source that `random` (numbers in [0, 1)) chooses and says what it was. Looks at every document:
 * for small sources. What does not apply (nothing to restore, a folder into itself) becomes an update or a creation.
 */
export function mutateRandomly(model: SourceModel, random: () => number, options: MutateOptions = {}): string {
  const choose = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const kind = choose(options.kinds ?? allKinds) ?? 'update';
  const items = model.feeds.flatMap((feed) => [...model.store.byId(feed)].filter((item) => item.feeds[0] === feed));
  const documents = items.filter((item) => !item.container);
  const containers = items.filter((item) => item.container);
  const movable = items.filter((item) => !model.feeds.includes(item.id));
  const title = `Renamed ${Math.floor(random() * 1e6)}`;
  const document = choose(documents);
  const one = choose(movable);
  const place = choose(containers);
  const feed = choose(model.feeds);

  function create(): string {
    const id = model.create({ parent: place?.id, container: random() < 0.2 });
    return `create ${id} in ${place?.id}`;
  }

  if (!document || !one || !place || feed === undefined || kind === 'create') return create();
  switch (kind) {
    case 'rename':
      return `rename ${one.id} to ${model.rename(one.id, title)}`;
    case 'move':
      if (isBelow(model, place.id, one.id)) return create();
      return `move ${one.id} to ${model.move(one.id, place.id)} in ${place.id}`;
    case 'share':
      model.share(document.id, feed);
      return `share ${document.id} with ${feed}`;
    case 'unshare':
      if (document.feeds.length < 2 || !document.feeds.includes(feed)) return create();
      model.unshare(document.id, feed);
      return `unshare ${document.id} from ${feed}`;
    case 'delete':
      model.delete(one.id);
      return `delete ${one.id}`;
    case 'restore': {
      const id = choose(model.restorable);
      if (id === undefined || !model.restore(id)) return create();
      return `restore ${id}`;
    }
    case 'update':
      model.update(document.id);
      return `update ${document.id}`;
  }
}

function isBelow(model: SourceModel, id: string, root: string): boolean {
  for (let at = model.get(id); at; at = at.parent === undefined ? undefined : model.get(at.parent)) {
    if (at.id === root) return true;
  }
  return false;
}

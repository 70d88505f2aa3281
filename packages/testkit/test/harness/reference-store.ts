import type { Change, Complete, Document, Seen } from '@acequia/core';
import { compareIds, hashBody, type Snapshot, type SnapshotEntry } from '../../src/index.ts';

/** What a pass over one slice has found so far; kept while it is interrupted. */
export interface Pass {
  /** Aliases (or ids) that were seen. */
  readonly seen: Set<string>;
  readonly removed: Set<string>;
  /** Containers to list again. */
  readonly relists: string[];
  readonly root?: string;
}

/**
 * The simplest store that obeys the contract: what a slice says is about that slice only, so each slice has its own
 * idea of what lies in what. Titles and contents are the last writer's.
 */
export class ReferenceStore {
  readonly documents = new Map<string, Document>();
  /** The parent of each document of each slice, as that slice said. */
  readonly placements = new Map<string, Map<string, string | undefined>>();
  readonly failed = new Set<string>();

  startPass(root?: string): Pass {
    return { seen: new Set(), removed: new Set(), relists: [], ...(root !== undefined && { root }) };
  }

  apply(slice: string, pass: Pass, change: Change<unknown> | Seen): void {
    const placed = this.placed(slice);
    if (change.type === 'upsert') {
      this.documents.set(change.document.id, change.document);
      placed.set(change.document.id, change.document.parent);
      pass.seen.add(change.document.id);
      pass.removed.delete(change.document.id);
    } else if (change.type === 'seen') {
      pass.seen.add(change.id);
    } else if (change.type === 'delete' && 'id' in change) {
      placed.delete(change.id);
      pass.removed.add(change.id);
    } else if (change.type === 'failure' && change.id !== undefined) {
      pass.seen.add(change.id);
      this.failed.add(change.id);
    } else if (change.type === 'relist') {
      pass.relists.push(change.id);
    } else if (change.type === 'complete') {
      this.#sweep(slice, pass, change);
    }
  }

  /** Drops what is still below what the pass removed. */
  endPass(slice: string, pass: Pass): void {
    const placed = this.placed(slice);
    const gone = [...placed.keys()].filter((id) => this.#isBelow(slice, id, pass.removed));
    for (const id of gone) placed.delete(id);
  }

  /** Containers that documents of the slice lie in and that it does not list. */
  unknownParents(slice: string): string[] {
    const placed = this.placed(slice);
    return [...new Set(placed.values())].filter((id) => id !== undefined && !placed.has(id)) as string[];
  }

  /** Ids that the slice turned out to list and the store lacks. */
  missing(slice: string, pass: Pass): string[] {
    const placed = this.placed(slice);
    return [...pass.seen].filter((id) => !placed.has(id));
  }

  placed(slice: string): Map<string, string | undefined> {
    const placed = this.placements.get(slice) ?? new Map();
    this.placements.set(slice, placed);
    return placed;
  }

  /** In the form of the source's own snapshot. `bodyOf` gives what is not inline. */
  snapshot(bodyOf: (id: string) => string | undefined): Snapshot {
    const entries = new Map<string, SnapshotEntry>();
    for (const slice of [...this.placements.keys()].sort()) {
      for (const id of this.placed(slice).keys()) {
        const document = this.documents.get(id);
        if (!document) continue;
        const body = document.body ?? bodyOf(id);
        entries.set(id, {
          title: document.title,
          container: document.container ?? false,
          feeds: [...(entries.get(id)?.feeds ?? []), slice],
          ...(document.parent !== undefined && { parent: document.parent }),
          ...(!document.container && { bodyHash: body === undefined ? 'none' : hashBody(body) }),
        });
      }
    }
    return entries;
  }

  #sweep(slice: string, pass: Pass, { from, to }: Complete): void {
    const placed = this.placed(slice);
    const root = pass.root === undefined ? undefined : new Set([pass.root]);
    const gone = [...placed.keys()].filter((id) => {
      const alias = this.documents.get(id)?.alias ?? id;
      if (from !== undefined && compareIds(alias, from) < 0) return false;
      if (to !== undefined && compareIds(alias, to) >= 0) return false;
      return !pass.seen.has(id) && (!root || this.#isBelow(slice, id, root));
    });
    for (const id of gone) placed.delete(id);
  }

  #isBelow(slice: string, id: string, roots: ReadonlySet<string>): boolean {
    const placed = this.placed(slice);
    const met = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !met.has(at); at = placed.get(at)) {
      if (roots.has(at)) return true;
      met.add(at);
    }
    return false;
  }
}

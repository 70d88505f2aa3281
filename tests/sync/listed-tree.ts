import { hash } from 'node:crypto';
import { type AnyConnector, type Change, type Context, type Json, SourceError } from '@acequia/core';
import { scriptConnector } from './scripted-connector.ts';

/** A file, or a folder. Only the root has no parent. */
export interface TreeEntry {
  readonly parent?: string;
  /** Absent: a folder. */
  readonly file?: { readonly text: string; readonly version?: string };
}

/** A source that tells nothing but what is in its folders, with the connector that lists it. Change the entries between syncs. */
export class ListedTree {
  /** By id. */
  readonly entries = new Map<string, TreeEntry>([['root', {}]]);
  readonly connector: AnyConnector;
  /** The next reading breaks off after so many changes. */
  breaksAfter: number | undefined;
  /** Characters of a folder's digest. */
  digestLength = 40;
  #told: string[] = [];

  constructor(members: Partial<AnyConnector> = {}) {
    const { connector } = scriptConnector({
      capabilities: { incremental: 'revisit', deletions: 'listing', stableIds: true },
      read: (context, _slice, cursor) => this.#read(context, cursor),
      ...members,
    });
    this.connector = connector;
  }

  /** Ids of what was told and, behind an equals sign, of folders that were said to be unchanged, since the last call. */
  takeTold(): string[] {
    return this.#told.splice(0).sort();
  }

  addFolder(id: string, parent = 'root'): void {
    this.entries.set(id, { parent });
  }

  /** @param version null: none */
  addFile(id: string, parent: string, version: string | null = '1'): void {
    this.entries.set(id, { parent, file: { text: `${id} ${version}`, ...(version !== null && { version }) } });
  }

  /** With all that is below it. */
  remove(id: string): void {
    this.entries.delete(id);
    for (const [member] of this.membersOf(id)) this.remove(member);
  }

  membersOf(folder: string): [string, TreeEntry][] {
    return [...this.entries].filter(([, { parent }]) => parent === folder).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Documents as they should be stored: their parents, and the texts of files. */
  snapshot(): Map<string, { readonly parent?: string; readonly bodyHash?: string }> {
    return new Map(
      [...this.entries].map(([id, { parent, file }]) => [
        id,
        { ...(parent !== undefined && { parent }), ...(file && { bodyHash: hash('sha256', file.text) }) },
      ]),
    );
  }

  async *#read(context: Context<unknown>, cursor: Json | null): AsyncGenerator<Change<Json>> {
    let left = this.breaksAfter ?? Number.POSITIVE_INFINITY;
    this.breaksAfter = undefined;
    for await (const change of this.#walk(context, Array.isArray(cursor) ? cursor.map(String) : ['root'])) {
      if (left <= 0) throw new SourceError('transient', 'It was broken off');
      left -= 1;
      yield change;
    }
  }

  async *#walk({ known }: Context<unknown>, pending: string[]): AsyncGenerator<Change<Json>> {
    yield this.#tell('root');
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      const members = this.membersOf(folder);
      const digest = hash('sha256', JSON.stringify(members)).repeat(2).slice(0, this.digestLength);
      if ((await known([folder])).get(folder)?.listing === digest) {
        this.#told.push(`=${folder}`);
        yield { type: 'unchanged', id: folder };
      } else {
        for (const [id] of members) yield this.#tell(id);
        yield { type: 'listed', id: folder, digest };
      }
      pending.push(...members.flatMap(([id, { file }]) => (file ? [] : [id])));
      if (pending.length > 0) yield { type: 'checkpoint', cursor: [...pending] };
    }
    yield { type: 'complete' };
    yield { type: 'checkpoint', cursor: 'end' };
  }

  #tell(id: string): Change<never> {
    const { parent, file } = this.entries.get(id) ?? {};
    this.#told.push(id);
    const document = { id, title: id, ...(parent !== undefined && { parent }) };
    if (!file) return { type: 'upsert', document: { ...document, container: true } };
    const { text, version } = file;
    return {
      type: 'upsert',
      document: { ...document, mime: 'text/plain', body: text, ...(version !== undefined && { version }) },
    };
  }
}

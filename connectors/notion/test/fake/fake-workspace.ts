import { createRandom, SeededText, type SourceClock } from '@acequia/testkit';

/** Where something lies. `block`: in a toggle of that id. */
export type FakeParent =
  | { readonly type: 'workspace' }
  | { readonly type: 'page' | 'table' | 'block'; readonly id: string };

/** A file on a page or in a property of a row. */
export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly kind: 'file' | 'pdf';
  readonly bytes: Uint8Array;
}

export interface FakeComment {
  readonly discussion: string;
  readonly author: string;
  readonly text: string;
}

/** A page, a table, or a toggle that holds pages. Times in milliseconds by Notion's clock. */
export interface FakeNode {
  readonly id: string;
  readonly kind: 'page' | 'table' | 'block';
  title: string;
  parent: FakeParent;
  readonly created: number;
  edited: number;
  trashed: boolean;
  /** Not shared with the connection. */
  hidden: boolean;
  body: string;
  properties: Record<string, unknown>;
  readonly files: FakeFile[];
  readonly propertyFiles: FakeFile[];
  readonly comments: FakeComment[];
  /** Blocks beyond Notion's limit, by id: their markdown; absent: not shared. */
  readonly beyond: Map<string, string | undefined>;
}

/** A Notion workspace in memory. Mistakes in a call throw. */
export class FakeWorkspace {
  readonly clock: SourceClock;
  readonly nodes = new Map<string, FakeNode>();
  readonly #random: () => number;
  readonly #text: SeededText;
  #created = 0;

  constructor(clock: SourceClock, seed: number) {
    this.clock = clock;
    this.#random = createRandom(seed);
    this.#text = new SeededText(seed);
  }

  /** Pages, sub-pages and rows of two tables, exactly so many; each edited 5 minutes after the one before, the last a day ago. */
  seed(documents: number): void {
    const end = this.clock.now() - 86_400_000;
    const at = (index: number) => end - (documents + 2 - index) * 300_000;
    const tables = ['Tasks', 'Decisions'].map((title, index) =>
      this.create({ kind: 'table', title, parent: { type: 'workspace' }, at: at(index - 2) }),
    );
    const pages: string[] = [];
    for (let index = 0; index < documents; index++) {
      const table = tables[index % 2];
      const above = pages[index % 3];
      let parent: FakeParent = { type: 'workspace' };
      if (index % 3 === 1 && table) parent = { type: 'table', id: table };
      else if (index % 3 === 2 && above) parent = { type: 'page', id: above };
      const id = this.create({ kind: 'page', parent, at: at(index) });
      if (parent.type !== 'table') pages.push(id);
    }
  }

  create(options: {
    kind: FakeNode['kind'];
    parent: FakeParent;
    title?: string;
    body?: string;
    at?: number;
    properties?: Record<string, unknown>;
  }): string {
    const { kind, parent, at = this.clock.now() } = options;
    const number = ++this.#created;
    if (parent.type !== 'workspace') this.get(parent.id);
    const id = this.id();
    const time = this.#round(at);
    this.nodes.set(id, {
      id,
      kind,
      title: options.title ?? this.#text.title(number),
      parent,
      created: time,
      edited: time,
      trashed: false,
      hidden: false,
      body: options.body ?? this.#text.body(id, 1, 600),
      properties: options.properties ?? (parent.type === 'table' ? { Number: { type: 'number', number } } : {}),
      files: [],
      propertyFiles: [],
      comments: [],
      beyond: new Map(),
    });
    return id;
  }

  get(id: string): FakeNode {
    const node = this.nodes.get(id);
    if (!node) throw new Error(`There is no "${id}"`);
    return node;
  }

  /** What was edited is edited now, by Notion's clock. */
  touch(node: FakeNode): void {
    node.edited = this.#round(this.clock.now());
  }

  update(id: string, body?: string): void {
    const node = this.get(id);
    node.body = body ?? this.#text.body(`${id} ${++this.#created}`, 1, 600);
    this.touch(node);
  }

  /** Whether the connection sees it: neither it nor anything above is in the trash or hidden. */
  isLive(node: FakeNode): boolean {
    return !this.isTrashed(node) && !this.isHidden(node);
  }

  isTrashed(node: FakeNode): boolean {
    return this.#chain(node).some(({ trashed }) => trashed);
  }

  isHidden(node: FakeNode): boolean {
    return this.#chain(node).some(({ hidden }) => hidden);
  }

  /** Of the next table or page above: what a document lies in. */
  placeOf(node: FakeNode): string | undefined {
    const [, ...above] = this.#chain(node);
    return above.find(({ kind }) => kind !== 'block')?.id;
  }

  id(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.#random() * 16).toString(16)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  #chain(node: FakeNode): FakeNode[] {
    const chain = [node];
    for (let { parent } = node; parent.type !== 'workspace'; ) {
      const above = this.get(parent.id);
      chain.push(above);
      parent = above.parent;
    }
    return chain;
  }

  #round(time: number): number {
    const { granularity } = this.clock;
    return Math.floor(time / granularity) * granularity;
  }
}

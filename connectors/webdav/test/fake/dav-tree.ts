import { ChangeLog } from './change-log.ts';

/** A file or folder of the fake. */
export interface DavNode {
  name: string;
  parent: DavNode | undefined;
  /** Undefined: a file. */
  readonly children: Map<string, DavNode> | undefined;
  body: string | Uint8Array;
  /** Stays for ever. */
  readonly number: number;
  /** Grows with every content. */
  revision: number;
  /** Milliseconds since 1970, by the server's clock. */
  modified: number;
}

/** What a server keeps: folders, files, and what happened to which path. */
export class DavTree {
  readonly root: DavNode;
  readonly log = new ChangeLog();
  readonly #now: () => number;
  readonly #trash = new Map<DavNode, DavNode>();
  #numbers = 0;
  #revisions = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.root = this.#make('', undefined, true, '');
  }

  /** Every node below `from`, down to so many levels, folders before what is in them. */
  *below(from: DavNode = this.root, levels = Number.POSITIVE_INFINITY): Generator<DavNode> {
    if (levels < 1) return;
    for (const child of from.children?.values() ?? []) {
      yield child;
      yield* this.below(child, levels - 1);
    }
  }

  /** Names joined by `/`; empty for the root. */
  pathOf(node: DavNode): string {
    return node.parent?.parent ? `${this.pathOf(node.parent)}/${node.name}` : node.name;
  }

  find(path: string): DavNode | undefined {
    const names = path.split('/').filter((name) => name !== '');
    return names.reduce<DavNode | undefined>((node, name) => node?.children?.get(name), this.root);
  }

  create(parent: DavNode, name: string, body: string | Uint8Array | undefined): DavNode {
    if (!parent.children || parent.children.has(name)) throw new Error(`"${name}" cannot be created there`);
    const node = this.#make(name, parent, body === undefined, body ?? '');
    parent.children.set(name, node);
    this.log.changed(this.pathOf(node));
    return node;
  }

  update(node: DavNode, body: string | Uint8Array): void {
    node.body = body;
    node.revision = ++this.#revisions;
    node.modified = this.#now();
    this.log.changed(this.pathOf(node));
  }

  /** Contents, numbers and times go along. */
  move(node: DavNode, parent: DavNode, name: string): void {
    if (!parent.children || parent.children.has(name)) throw new Error(`"${name}" cannot be moved there`);
    this.#take(node);
    this.#put(node, parent, name);
  }

  delete(node: DavNode): void {
    if (node.parent) this.#trash.set(node, node.parent);
    this.#take(node);
  }

  restore(found: (node: DavNode) => boolean): DavNode {
    for (const [node, parent] of this.#trash) {
      const inside = [node, ...this.below(node)].find(found);
      if (!inside) continue;
      this.#trash.delete(node);
      this.#put(node, parent, node.name);
      return inside;
    }
    throw new Error('It is not in the trash');
  }

  #take(node: DavNode): void {
    for (const one of [node, ...this.below(node)]) this.log.removed(this.pathOf(one));
    node.parent?.children?.delete(node.name);
  }

  #put(node: DavNode, parent: DavNode, name: string): void {
    node.name = name;
    node.parent = parent;
    parent.children?.set(name, node);
    for (const one of [node, ...this.below(node)]) this.log.changed(this.pathOf(one));
  }

  #make(name: string, parent: DavNode | undefined, folder: boolean, body: string | Uint8Array): DavNode {
    return {
      name,
      parent,
      children: folder ? new Map() : undefined,
      body,
      number: ++this.#numbers,
      revision: ++this.#revisions,
      modified: this.#now(),
    };
  }
}

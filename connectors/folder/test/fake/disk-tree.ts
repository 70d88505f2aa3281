import { chmodSync, mkdirSync, readdirSync, renameSync, rmdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import type { DiskName } from './disk-name.ts';
import { asOwner, becomeNobody } from './plain-user.ts';

/** A file or folder of the fake. */
export interface DiskNode {
  name: DiskName;
  parent: DiskNode | undefined;
  /** By the bytes of their names. Undefined: a file. */
  readonly children: Map<string, DiskNode> | undefined;
  body: string;
}

export interface DiskTreeOptions {
  /** A folder of its own: the documents are in `documents` below it, what was deleted in `trash`. */
  readonly base: string;
  /** Milliseconds since 1970, for the times of files. */
  readonly now: () => number;
}

/** A real folder, and what is known to be in it: nothing of that is read back from the disk. */
export class DiskTree {
  readonly root: DiskNode = { name: emptyName, parent: undefined, children: new Map(), body: '' };
  readonly path: string;
  readonly #options: DiskTreeOptions;
  #forbidden: ReadonlySet<DiskNode> = new Set();
  #ownAgain: (() => void) | undefined;
  /** What was deleted: where it was, and the bytes of its path now. */
  readonly #trash = new Map<DiskNode, { readonly parent: DiskNode; readonly path: string }>();
  #trashed = 0;
  #updates = 0;

  constructor(options: DiskTreeOptions) {
    this.#options = options;
    this.path = `${options.base}/documents`;
    mkdirSync(this.path);
    mkdirSync(`${options.base}/trash`);
  }

  /** Every node below `from`, folders before what is in them. */
  *below(from: DiskNode = this.root): Generator<DiskNode> {
    for (const child of from.children?.values() ?? []) {
      yield child;
      yield* this.below(child);
    }
  }

  idOf({ name, parent }: DiskNode): string {
    return parent && parent !== this.root ? `${this.idOf(parent)}/${name.idPart}` : name.idPart;
  }

  find(id: string): DiskNode {
    const node = [...this.below()].find((one) => this.idOf(one) === id);
    if (!node) throw new Error(`"${id}" is not there`);
    return node;
  }

  pathOf(node: DiskNode): Buffer {
    return Buffer.from(this.#bytesOf(node), 'latin1');
  }

  /** Without a body: a folder. */
  create(parent: DiskNode, name: DiskName, body?: string): DiskNode {
    const node = { name, parent, children: body === undefined ? new Map() : undefined, body: body ?? '' };
    this.#put(node, parent, name);
    asOwner(() => {
      if (body === undefined) mkdirSync(this.pathOf(node));
      else this.#write(this.pathOf(node), body);
    });
    return node;
  }

  /** In its place or by another file that takes its place, in turn: programs save in both ways. */
  update(node: DiskNode, body: string): void {
    const path = this.pathOf(node);
    node.body = body;
    asOwner(() => {
      const { mode, ctimeNs } = statSync(path, { bigint: true });
      // Not even its owner can write to one that is forbidden.
      const isNewFile = ++this.#updates % 2 === 0 || this.isForbidden(node);
      const target = isNewFile ? Buffer.concat([path, Buffer.from('.part')]) : path;
      // A system with a coarse clock could not tell two contents of one tick apart: the next one is waited for.
      do this.#write(target, body);
      while (statSync(target, { bigint: true }).ctimeNs === ctimeNs);
      if (!isNewFile) return;
      chmodSync(target, Number(mode));
      renameSync(target, path);
    });
  }

  move(node: DiskNode, parent: DiskNode, name: DiskName): void {
    const from = this.pathOf(node);
    this.#take(node);
    this.#put(node, parent, name);
    asOwner(() => renameSync(from, this.pathOf(node)));
  }

  /** Into the trash with all below it, as a file manager does. */
  delete(node: DiskNode): void {
    const { parent } = node;
    if (!parent) throw new Error('The root stays');
    const from = this.pathOf(node);
    const path = Buffer.from(`${this.#options.base}/trash/${++this.#trashed}`).toString('latin1');
    this.#take(node);
    this.#trash.set(node, { parent, path });
    asOwner(() => renameSync(from, this.pathOf(node)));
  }

  /** Back to where it was, with what went with it. */
  restore(id: string): void {
    for (const [node, { parent }] of this.#trash) {
      if (![node, ...this.below(node)].some((one) => this.idOf(one) === id)) continue;
      const from = this.pathOf(node);
      this.#trash.delete(node);
      this.#put(node, parent, node.name);
      asOwner(() => renameSync(from, this.pathOf(node)));
      return;
    }
    throw new Error(`"${id}" is not in the trash`);
  }

  /** Another folder with the same in it, as after moving to another disk. */
  replaceRoot(): void {
    const { base } = this.#options;
    asOwner(() => {
      renameSync(this.path, `${base}/old`);
      mkdirSync(this.path);
      for (const name of readdirSync(Buffer.from(`${base}/old`), 'buffer')) {
        renameSync(
          Buffer.concat([Buffer.from(`${base}/old/`), name]),
          Buffer.concat([Buffer.from(`${this.path}/`), name]),
        );
      }
      rmdirSync(`${base}/old`);
    });
  }

  isForbidden(node: DiskNode): boolean {
    return this.#forbidden.has(node);
  }

  /** Nobody may read these files any more, and all others again. */
  forbid(nodes: readonly DiskNode[]): void {
    asOwner(() => {
      for (const node of this.#forbidden) chmodSync(this.pathOf(node), 0o644);
      for (const node of nodes) chmodSync(this.pathOf(node), 0o000);
    });
    this.#forbidden = new Set(nodes);
    this.#ownAgain?.();
    this.#ownAgain = nodes.length > 0 ? becomeNobody() : undefined;
  }

  #bytesOf(node: DiskNode): string {
    const { name, parent } = node;
    const thrownAway = this.#trash.get(node)?.path;
    if (thrownAway !== undefined) return thrownAway;
    return parent ? `${this.#bytesOf(parent)}/${name.bytes}` : Buffer.from(this.path).toString('latin1');
  }

  #write(path: Buffer, body: string): void {
    writeFileSync(path, body);
    const seconds = this.#options.now() / 1000;
    utimesSync(path, seconds, seconds);
  }

  #take(node: DiskNode): void {
    node.parent?.children?.delete(node.name.bytes);
  }

  #put(node: DiskNode, parent: DiskNode, name: DiskName): void {
    if (!parent.children || parent.children.has(name.bytes)) throw new Error(`"${name.title}" cannot be there`);
    node.name = name;
    node.parent = parent;
    parent.children.set(name.bytes, node);
  }
}

const emptyName: DiskName = { bytes: '', title: '', idPart: '' };

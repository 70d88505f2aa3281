import { createHash } from 'node:crypto';
import { compareIds } from '@acequia/testkit';

/** One version of an object. */
export interface FakeObject {
  readonly key: string;
  readonly versionId: string;
  readonly body: Uint8Array;
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  readonly storageClass: string;
  readonly mime: string;
  readonly contentEncoding?: string;
}

export interface PutOptions {
  /** Default `STANDARD`. */
  readonly storageClass?: string;
  /** Default `binary/octet-stream`, as S3 has it. */
  readonly mime?: string;
  /** Default: the MD5 of the content. */
  readonly etag?: string;
  readonly contentEncoding?: string;
}

/** A bucket that keeps versions: what is deleted gets a marker, which can be taken away again. */
export class FakeBucket {
  readonly #now: () => number;
  readonly #objects = new Map<string, FakeObject>();
  readonly #deleted = new Map<string, FakeObject>();
  #sorted: string[] | undefined;
  #versions = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In the order of listings. */
  get keys(): readonly string[] {
    this.#sorted ??= [...this.#objects.keys()].sort(compareIds);
    return this.#sorted;
  }

  get(key: string): FakeObject | undefined {
    return this.#objects.get(key);
  }

  require(key: string): FakeObject {
    const object = this.#objects.get(key);
    if (!object) throw new Error(`There is no object "${key}"`);
    return object;
  }

  isDeleted(key: string): boolean {
    return this.#deleted.has(key);
  }

  put(key: string, content: string | Uint8Array, options: PutOptions = {}): void {
    const body = typeof content === 'string' ? Buffer.from(content) : content;
    this.#set({
      key,
      body,
      versionId: `v${++this.#versions}`,
      etag: options.etag ?? createHash('md5').update(body).digest('hex'),
      modifiedAt: Math.floor(this.#now() / 1000) * 1000,
      storageClass: options.storageClass ?? 'STANDARD',
      mime: options.mime ?? 'binary/octet-stream',
      ...(options.contentEncoding !== undefined && { contentEncoding: options.contentEncoding }),
    });
  }

  /** Leaves a delete marker. */
  delete(key: string): void {
    const object = this.require(key);
    this.#deleted.set(key, object);
    this.#objects.delete(key);
    this.#sorted = undefined;
  }

  /** Takes the delete marker away. */
  restore(key: string): void {
    const object = this.#deleted.get(key);
    if (!object) throw new Error(`"${key}" has no delete marker`);
    this.#deleted.delete(key);
    this.#set(object);
  }

  /** As tools do it: a copy and a delete. */
  move(from: string, to: string): void {
    const { body, storageClass, mime } = this.require(from);
    this.delete(from);
    this.put(to, body, { storageClass, mime });
  }

  /** The keys below a folder and its mark, or the key itself. */
  below(path: string): string[] {
    return path.endsWith('/') ? this.keys.filter((key) => key.startsWith(path)) : [path];
  }

  deletedBelow(path: string): string[] {
    return path.endsWith('/') ? [...this.#deleted.keys()].filter((key) => key.startsWith(path)) : [path];
  }

  #set(object: FakeObject): void {
    if (!this.#objects.has(object.key)) this.#sorted = undefined;
    this.#objects.set(object.key, object);
    this.#deleted.delete(object.key);
  }
}

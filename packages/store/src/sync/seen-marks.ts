import { marks, type Sql } from '../sql/sql.ts';

const perChunk = 8192;
const chunkBytes = perChunk / 8;

/**
 * Which documents a pass has seen: one bit each, in rows of 8192. Rows are written with the batch that saw them, so
 * they survive what the batch survives.
 */
export class SeenMarks {
  readonly #readingId: number;
  readonly #chunks = new Map<number, Uint8Array>();

  constructor(readingId: number) {
    this.#readingId = readingId;
  }

  /** Brings these chunks into memory. */
  async load(sql: Sql, documentIds: readonly number[]): Promise<void> {
    const wanted = [...new Set(documentIds.map((id) => Math.floor(id / perChunk)))];
    const missing = wanted.filter((chunk) => !this.#chunks.has(chunk));
    for (let start = 0; start < missing.length; start += 100) {
      const some = missing.slice(start, start + 100);
      const rows = await sql.arrays<[number, Uint8Array]>(
        `SELECT chunk, bits FROM seen_marks WHERE slice_id = ? AND chunk IN (${marks(some.length)})`,
        [this.#readingId, ...some],
      );
      for (const [chunk, bits] of rows) this.#chunks.set(chunk, bits);
    }
  }

  /** The chunks as they are once these documents are seen, to write; {@link keep} makes them the current ones. */
  async with(sql: Sql, documentIds: readonly number[]): Promise<Map<number, Uint8Array>> {
    await this.load(sql, documentIds);
    const changed = new Map<number, Uint8Array>();
    for (const id of documentIds) {
      const chunk = Math.floor(id / perChunk);
      let bits = changed.get(chunk);
      if (!bits) {
        bits = this.#chunks.get(chunk)?.slice() ?? new Uint8Array(chunkBytes);
        changed.set(chunk, bits);
      }
      const bit = id % perChunk;
      bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
    return changed;
  }

  keep(changed: ReadonlyMap<number, Uint8Array>): void {
    for (const [chunk, bits] of changed) this.#chunks.set(chunk, bits);
  }

  /** Only of documents whose chunk is loaded. */
  has(documentId: number): boolean {
    const bit = documentId % perChunk;
    const bits = this.#chunks.get(Math.floor(documentId / perChunk));
    return bits !== undefined && ((bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  forget(): void {
    this.#chunks.clear();
  }
}

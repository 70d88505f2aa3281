import { type Applied, type ChangeBatch, type Chunk, chunksToIndex, type DocumentUpsert } from '@acequia/knowledge';
import type Database from 'better-sqlite3';
import { indexedTitle } from '../indexed-title.ts';
import { parseHeadings } from '../parse-headings.ts';
import { chunkId } from './chunk-range.ts';
import { TermTable } from './term-table.ts';

interface Scope {
  readonly id: number;
  readonly position: number;
  readonly next_chunk: number;
}

interface StoredChunk {
  readonly id: number;
  readonly key: string;
  readonly ordinal: number;
}

/** Writes batches of changes, each in one transaction. */
export class BatchWriter {
  readonly #apply: Database.Transaction<(batch: ChangeBatch) => Applied>;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #terms: TermTable;

  constructor(database: Database.Database) {
    this.#statements = prepareStatements(database);
    this.#terms = new TermTable(database);
    this.#apply = database.transaction((batch: ChangeBatch) => this.#write(batch));
  }

  apply(batch: ChangeBatch): Applied {
    return this.#apply.immediate(batch);
  }

  #write(batch: ChangeBatch): Applied {
    const applied = { documents: 0, chunksAdded: 0, chunksRemoved: 0, chunksKept: 0 };
    const scope = this.#openScope(batch);
    if (scope.position < batch.after) return applied;
    const writing = { id: scope.id, nextChunk: scope.next_chunk, applied };
    for (const change of batch.changes) {
      if (change.seq <= scope.position) continue;
      applied.documents += 1;
      if (change.deleted) this.#delete(change.documentId, writing);
      else this.#upsert(change, writing);
    }
    this.#statements.moveScope.run(Math.max(scope.position, batch.position), writing.nextChunk, scope.id);
    return applied;
  }

  #openScope({ dataSourceId, after }: ChangeBatch): Scope {
    const { findScope, addScope } = this.#statements;
    const found = findScope.get(dataSourceId);
    if (found) return found;
    if (after > 0) return { id: 0, position: 0, next_chunk: 0 };
    return { id: Number(addScope.run(dataSourceId).lastInsertRowid), position: 0, next_chunk: 0 };
  }

  #delete(documentId: number, scope: Writing): void {
    const document = this.#statements.findDocument.get(scope.id, documentId);
    if (!document) return;
    for (const { id } of this.#statements.listChunks.all(document.id)) this.#remove(id, document.title, scope);
    this.#statements.deleteDocument.run(document.id);
  }

  #upsert(change: DocumentUpsert, scope: Writing): void {
    const { findDocument, addDocument, retitle, listChunks, moveChunk } = this.#statements;
    const title = indexedTitle(change.title);
    const chunks = chunksToIndex(change.markdown.toWellFormed());
    const stored = findDocument.get(scope.id, change.documentId);
    if (!stored) {
      const document = Number(addDocument.run(scope.id, change.documentId, title).lastInsertRowid);
      for (const chunk of chunks) this.#add(document, chunk, title, scope);
      return;
    }
    // Each chunk is indexed with its title: another one makes all of them new.
    const sameTitle = stored.title === title;
    const old = new Map(listChunks.all(stored.id).map((chunk) => [chunk.key, chunk]));
    for (const chunk of chunks) {
      const same = sameTitle ? old.get(chunk.id) : undefined;
      if (!same) {
        this.#add(stored.id, chunk, title, scope);
        continue;
      }
      old.delete(chunk.id);
      scope.applied.chunksKept += 1;
      if (same.ordinal !== chunk.ordinal) moveChunk.run(chunk.ordinal, same.id);
    }
    for (const { id } of old.values()) this.#remove(id, stored.title, scope);
    if (!sameTitle) retitle.run(title, stored.id);
  }

  #add(document: number, chunk: Chunk, title: string, scope: Writing): void {
    const id = chunkId(scope.id, scope.nextChunk);
    scope.nextChunk += 1;
    this.#terms.add(id, title, chunk.headings, chunk.text);
    this.#statements.addChunk.run(id, document, chunk.ordinal, chunk.id, JSON.stringify(chunk.headings), chunk.text);
    scope.applied.chunksAdded += 1;
  }

  #remove(id: number, title: string, scope: Writing): void {
    const chunk = this.#statements.findChunk.get(id);
    if (!chunk) return;
    this.#terms.remove(id, title, parseHeadings(chunk.headings), chunk.text);
    this.#statements.deleteChunk.run(id);
    scope.applied.chunksRemoved += 1;
  }
}

interface Writing {
  readonly id: number;
  nextChunk: number;
  readonly applied: { chunksAdded: number; chunksRemoved: number; chunksKept: number };
}

function prepareStatements(database: Database.Database) {
  return {
    findScope: database.prepare<[number], Scope>(
      'SELECT id, position, next_chunk FROM data_sources WHERE data_source_id = ?',
    ),
    addScope: database.prepare<[number]>(
      'INSERT INTO data_sources (data_source_id, position, next_chunk) VALUES (?, 0, 0)',
    ),
    moveScope: database.prepare<[number, number, number]>(
      'UPDATE data_sources SET position = ?, next_chunk = ? WHERE id = ?',
    ),
    findDocument: database.prepare<[number, number], { id: number; title: string }>(
      'SELECT id, title FROM documents WHERE scope = ? AND document_id = ?',
    ),
    addDocument: database.prepare<[number, number, string]>(
      'INSERT INTO documents (scope, document_id, title) VALUES (?, ?, ?)',
    ),
    retitle: database.prepare<[string, number]>('UPDATE documents SET title = ? WHERE id = ?'),
    deleteDocument: database.prepare<[number]>('DELETE FROM documents WHERE id = ?'),
    listChunks: database.prepare<[number], StoredChunk>('SELECT id, key, ordinal FROM chunks WHERE document = ?'),
    findChunk: database.prepare<[number], { headings: string; text: string }>(
      'SELECT headings, text FROM chunks WHERE id = ?',
    ),
    addChunk: database.prepare<[number, number, number, string, string, string]>(
      'INSERT INTO chunks (id, document, ordinal, key, headings, text) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    moveChunk: database.prepare<[number, number]>('UPDATE chunks SET ordinal = ? WHERE id = ?'),
    deleteChunk: database.prepare<[number]>('DELETE FROM chunks WHERE id = ?'),
  };
}

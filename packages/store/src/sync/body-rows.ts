import type { Batch, ContentTarget, ContentWrite } from '@acequia/core';
import { chunksForIn, marks, type Sql, type SqlValue } from '../sql/sql.ts';
import { fromHex } from './document-key.ts';
import { replaces } from './document-rows.ts';

type Row = readonly (SqlValue | undefined)[];

/** Texts that documents share, in key order. */
export async function writeBlobs(sql: Sql, tenantId: number, batch: Batch): Promise<void> {
  const rows = new Map<string, Row>();
  for (const { content } of [...batch.documents, ...batch.contents]) {
    if (content.state !== 'ready' || !content.sharedAs) continue;
    const { sharedAs, markdown, mime, fields, warnings } = content;
    rows.set(sharedAs, [
      tenantId,
      fromHex(sharedAs),
      markdown,
      mime.slice(0, 255),
      fields && JSON.stringify(fields),
      warnings.length > 0 ? JSON.stringify(warnings) : null,
    ]);
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const columns = ['tenant_id', 'blob_key', 'markdown', 'mime', 'fields', 'warnings'];
  await sql.put('blobs', ['tenant_id', 'blob_key'], columns, sorted, 'keep');
}

/** Texts that stay with their document. `fresh`: rows that were inserted just now. */
export async function writeBodies(
  sql: Sql,
  written: readonly (readonly [ContentTarget, number, ContentWrite])[],
  fresh: ReadonlySet<number>,
): Promise<void> {
  const added: Row[] = [];
  const replaced: Row[] = [];
  const dropped: number[] = [];
  for (const [, id, content] of written) {
    if (content.state === 'ready' && !content.sharedAs) {
      (fresh.has(id) ? added : replaced).push([id, content.markdown]);
    } else if (replaces(content) && !fresh.has(id)) dropped.push(id);
  }
  await sql.insert('bodies', ['document_id', 'markdown'], added);
  await sql.put('bodies', ['document_id'], ['document_id', 'markdown'], replaced);
  for (const chunk of chunksForIn(dropped)) {
    await sql.run(`DELETE FROM bodies WHERE document_id IN (${marks(chunk.length)})`, chunk);
  }
}

import type { Batch, ContentWrite } from '@acequia/core';
import { chunksForIn, type Dialect, marks, type Sql } from '../sql/sql.ts';
import { fromHex, hex } from './document-key.ts';

/** The same target, or one with another content. */
type Adapt = <T extends { readonly content: ContentWrite }>(target: T) => T;

const unchanged: Adapt = (target) => target;

/**
 * A shared text that was there when it was looked up may have been collected since. This keeps those that a batch
 * refers to until its transaction ends, and makes contents pending whose text is gone: they are fetched again.
 */
export async function keepTexts(sql: Sql, dialect: Dialect, tenantId: number, batch: Batch): Promise<Adapt> {
  const wanted = new Set<string>();
  for (const { content } of [...batch.documents, ...batch.contents]) {
    if (content.state === 'reuse') wanted.add(content.sharedAs);
  }
  if (wanted.size === 0) return unchanged;
  const here = new Set<string>();
  const lock = dialect === 'sqlite' ? '' : ' LOCK IN SHARE MODE';
  for (const chunk of chunksForIn([...wanted].sort().map(fromHex))) {
    const rows = await sql.arrays<[string]>(
      `SELECT ${hex('blob_key')} FROM blobs WHERE tenant_id = ? AND blob_key IN (${marks(chunk.length)})${lock}`,
      [tenantId, ...chunk],
    );
    for (const [key] of rows) here.add(key);
  }
  if (here.size === wanted.size) return unchanged;
  return (target) => {
    const { content } = target;
    return content.state === 'reuse' && !here.has(content.sharedAs)
      ? { ...target, content: { state: 'pending' } }
      : target;
  };
}

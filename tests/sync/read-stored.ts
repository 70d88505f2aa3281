import { hash } from 'node:crypto';
import type { Database } from '@acequia/store';
import type { SnapshotEntry } from '@acequia/testkit';

interface StoredRow {
  readonly native_id: Uint8Array;
  readonly title: string;
  readonly parent: Uint8Array | null;
  readonly container: number;
  readonly markdown: string | null;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/** Live documents in the words of a source's snapshot, to be compared with it. A document without text has the hash `none`. */
export async function readStored(database: Database, dataSourceId: number): Promise<Map<string, SnapshotEntry>> {
  const feeds = new Map<string, string[]>();
  const placed = await database.reader.all<{ native_id: Uint8Array; feed: Uint8Array }>(
    `SELECT d.native_id, s.native_id AS feed FROM placements p JOIN slices s ON s.id = p.slice_id
     JOIN documents d ON d.id = p.document_id WHERE s.data_source_id = ?`,
    [dataSourceId],
  );
  for (const { native_id, feed } of placed) {
    const id = text(native_id);
    feeds.set(id, [...(feeds.get(id) ?? []), text(feed)]);
  }
  const rows = await database.reader.all<StoredRow>(
    `SELECT d.native_id, d.title, f.native_id AS parent, d.container, COALESCE(b.markdown, t.markdown) AS markdown
     FROM documents d
     LEFT JOIN documents f ON f.data_source_id = d.data_source_id AND f.id_key = d.parent_key
     LEFT JOIN bodies b ON b.document_id = d.id
     LEFT JOIN blobs t ON t.tenant_id = 1 AND t.blob_key = d.blob_key
     WHERE d.data_source_id = ? AND d.deleted_at IS NULL`,
    [dataSourceId],
  );
  return new Map(
    rows.map(({ native_id, title, parent, container, markdown }): [string, SnapshotEntry] => [
      text(native_id),
      {
        title,
        container: container === 1,
        feeds: (feeds.get(text(native_id)) ?? []).sort(),
        ...(parent && { parent: text(parent) }),
        ...(container === 0 && { bodyHash: markdown === null ? 'none' : hash('sha256', markdown) }),
      },
    ]),
  );
}

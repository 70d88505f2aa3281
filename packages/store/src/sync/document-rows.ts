import type { AccessWrite, ContentTarget, ContentWrite, DocumentRow, DocumentWrite } from '@acequia/core';
import type { SqlValue } from '../sql/sql.ts';
import { readAccessText } from './access-text.ts';
import { content } from './codes.ts';
import { encodeNative, fromHex, parentKey } from './document-key.ts';

type Value = SqlValue | undefined;

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** Text columns hold any Unicode but no half surrogate pairs, which no engine can encode. */
const text = (value: string | undefined): string | undefined => value?.toWellFormed();

const metadataColumns = [
  'parent_key',
  'container',
  'owned',
  'title',
  'url',
  'mime',
  'size',
  'source_created_at',
  'source_modified_at',
  'details',
  'ref',
  'seq',
  'updated_at',
] as const;

function addMetadata(values: Value[], row: DocumentRow, seq: number, now: number): void {
  values.push(
    row.parent === undefined ? null : fromHex(parentKey(row.parent)),
    row.container ? 1 : 0,
    row.owned ? 1 : 0,
    row.title.toWellFormed(),
    text(row.url),
    text(row.mime)?.slice(0, 255),
    row.size,
    row.createdAt,
    row.modifiedAt,
    json(row.details),
    json(row.ref),
    seq,
    now,
  );
}

const contentColumns = [
  'content',
  'version',
  'revision',
  'fingerprint',
  'content_hash',
  'content_mime',
  'content_fields',
  'blob_key',
  'note',
] as const;

/** Whether this content replaces what is stored, rather than leaving it. */
export function replaces(write: ContentWrite): boolean {
  return write.state !== 'keep' && write.state !== 'pending' && write.state !== 'failed';
}

function addContent(values: Value[], target: ContentTarget, write: ContentWrite): void {
  const { revision } = target;
  const version = text(target.version);
  const fingerprint = target.fingerprint && fromHex(target.fingerprint);
  switch (write.state) {
    case 'ready': {
      const mime = write.mime.slice(0, 255);
      const shared = write.sharedAs && fromHex(write.sharedAs);
      const note = write.warnings.length > 0 ? json(write.warnings) : null;
      const hash = fromHex(write.hash);
      values.push(content.ready, version, revision, fingerprint, hash, mime, json(write.fields), shared, note);
      break;
    }
    case 'reuse': {
      const hash = fromHex(write.hash);
      values.push(content.ready, version, revision, fingerprint, hash, write.mime, null, fromHex(write.sharedAs), null);
      break;
    }
    case 'skipped':
      values.push(content.skipped, version, revision, fingerprint, null, null, null, null, json([write.reason]));
      break;
    case 'none':
    case 'keep':
      values.push(content.none, version, revision, fingerprint, null, null, null, null, null);
      break;
    case 'pending':
    case 'failed':
      values.push(content[write.state], null, revision, null, null, null, null, null, null);
  }
}

/** Columns of an insert. */
export const insertColumns = [
  'data_source_id',
  'id_key',
  'native_id',
  'created_at',
  'listed_access',
  ...metadataColumns,
  ...contentColumns,
];

/** Values for {@link insertColumns}. */
export function insertValues(write: DocumentWrite, dataSourceId: number, seq: number, now: number): Value[] {
  const values: Value[] = [dataSourceId, fromHex(write.key), encodeNative(write.id), now, write.access];
  addMetadata(values, write, seq, now);
  addContent(values, write, write.content);
  return values;
}

const assign = (columns: readonly string[]) => columns.map((column) => `${column} = ?`).join(', ');

/** How one document, or only its content, is updated. */
export interface Update {
  readonly statement: string;
  readonly values: Value[];
}

/** What a content does to the row: all content columns, or only those that say where it stands. */
function contentUpdate(target: ContentTarget, write: ContentWrite): { set: string; values: Value[] } {
  switch (write.state) {
    case 'keep':
      return {
        set: 'version = ?, revision = ?, fingerprint = ?',
        values: [text(target.version), target.revision, target.fingerprint && fromHex(target.fingerprint)],
      };
    case 'pending':
    case 'failed':
      return {
        set: `content = CASE WHEN content = ${content.ready} THEN content ELSE ? END, fingerprint = NULL`,
        values: [content[write.state]],
      };
    default: {
      const values: Value[] = [];
      addContent(values, target, write);
      return { set: assign(contentColumns), values };
    }
  }
}

/** The update of a stored document with its metadata; it is live afterwards. */
export function documentUpdate(write: DocumentWrite, documentId: number, seq: number, now: number): Update {
  const values: Value[] = [];
  addMetadata(values, write, seq, now);
  const content = contentUpdate(write, write.content);
  values.push(...content.values);
  if (!write.sameAccess) values.push(write.access);
  values.push(documentId);
  const access = write.sameAccess ? '' : ', listed_access = ?, read_access = NULL';
  return {
    statement: `UPDATE documents SET deleted_at = NULL, ${assign(metadataColumns)}, ${content.set}${access} WHERE id = ?`,
    values,
  };
}

/** The update of who may read a stored document. */
export function accessUpdate({ access, documentId }: AccessWrite, seq: number, now: number): Update {
  return {
    statement: 'UPDATE documents SET seq = ?, updated_at = ?, read_access = ? WHERE id = ? AND deleted_at IS NULL',
    values: [seq, now, readAccessText(access), documentId],
  };
}

/** The update of a stored document's content alone. */
export function contentOnlyUpdate(
  target: ContentTarget,
  write: ContentWrite,
  documentId: number,
  seq: number,
  now: number,
): Update {
  const { set, values } = contentUpdate(target, write);
  return {
    statement: `UPDATE documents SET seq = ?, updated_at = ?, ${set} WHERE id = ? AND deleted_at IS NULL`,
    values: [seq, now, ...values, documentId],
  };
}

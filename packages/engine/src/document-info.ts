import type { StoredDocumentRecord } from '@acequia/store';
import type { StoredDocumentInfo } from './stored-documents.ts';

/** A stored document, with everything that its record has, as an application sees it. */
export function infoOf<R extends StoredDocumentRecord>(
  record: R,
): StoredDocumentInfo & Omit<R, 'dataSourceId' | 'dataSourceName'> {
  const { dataSourceId: _id, dataSourceName, ...info } = record;
  return { ...info, dataSource: dataSourceName };
}

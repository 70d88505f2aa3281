import type { Database } from '@acequia/store';

const always: Readonly<Record<string, string>> = {
  'live documents without a placement':
    'SELECT id FROM documents d WHERE deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.document_id = d.id)',
  'placements of documents that are not live':
    'SELECT document_id FROM placements p WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = p.document_id AND d.deleted_at IS NULL)',
  'placements in readings that are no feed':
    "SELECT document_id FROM placements p WHERE NOT EXISTS (SELECT 1 FROM slices s WHERE s.id = p.slice_id AND s.kind = 'feed')",
  'bodies without a document':
    'SELECT document_id FROM bodies b WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = b.document_id)',
  'ready documents without a text':
    'SELECT id FROM documents d WHERE content = 1 AND blob_key IS NULL AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.document_id = d.id)',
  'documents whose shared text is missing':
    'SELECT id FROM documents d WHERE blob_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.blob_key = d.blob_key)',
  'outstanding documents that nobody remembers':
    'SELECT id FROM documents d WHERE deleted_at IS NULL AND content IN (2, 3) AND NOT EXISTS (SELECT 1 FROM retries r WHERE r.document_id = d.id)',
  'retries of documents that are not live':
    'SELECT id_key FROM retries r WHERE document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = r.document_id AND d.deleted_at IS NULL)',
  'aliases without a placement':
    'SELECT alias FROM aliases a WHERE NOT EXISTS (SELECT 1 FROM placements p WHERE p.slice_id = a.slice_id AND p.document_id = a.document_id)',
  'marks of readings that are gone':
    'SELECT chunk FROM seen_marks m WHERE NOT EXISTS (SELECT 1 FROM slices s WHERE s.id = m.slice_id)',
  'positions given twice': 'SELECT seq FROM documents GROUP BY data_source_id, seq HAVING COUNT(*) > 1',
  'positions beyond the counter':
    'SELECT d.id FROM documents d JOIN data_sources s ON s.id = d.data_source_id WHERE d.seq > s.seq',
  'a wrong count of documents':
    'SELECT id FROM data_sources s WHERE total_documents <> (SELECT COUNT(*) FROM documents d WHERE d.data_source_id = s.id AND d.deleted_at IS NULL AND d.container = 0)',
};

const settled: Readonly<Record<string, string>> = {
  'placements that are neither here nor gone': 'SELECT document_id FROM placements WHERE state IN (1, 2, 4)',
  'outstanding documents': 'SELECT id_key FROM retries',
  'claims that were not resolved': "SELECT id FROM slices WHERE kind = 'feed' AND (claims IS NOT NULL OR voided = 1)",
  'subtrees that were not read again': "SELECT id FROM slices WHERE kind = 'relist'",
  'readings that somebody holds': "SELECT id FROM slices WHERE kind = 'feed' AND lease_owner IS NOT NULL",
  'a data source that somebody holds': 'SELECT id FROM data_sources WHERE sync_owner IS NOT NULL',
  'syncs that never ended': "SELECT id FROM sync_logs WHERE status = 'running'",
};

/** What is wrong in a database whatever happened to it; with `quiet` also what a finished sync leaves behind. Empty: nothing. */
export async function findProblems(database: Database, quiet = false): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, statement] of Object.entries(quiet ? { ...always, ...settled } : always)) {
    const rows = await database.reader.all(statement);
    if (rows.length > 0) problems.push(`${rows.length} x ${name}`);
  }
  return problems;
}

import { type OpenDatabase, openDatabase } from '@acequia/store';
import type { Measurement } from '../measure/measurement.ts';

/** A database with one knowledge base and one data source. */
export interface Workplace extends OpenDatabase {
  readonly dataSourceId: number;
}

export const tenantId = 1;

/** Opens the database as the engine does; makes the data source at the first time. */
export async function openWorkplace({ database: url }: Measurement): Promise<Workplace> {
  const open = await openDatabase(url);
  const dataSourceId = await open.database.transaction(async (sql) => {
    const [known] = await sql.all<{ id: number }>('SELECT id FROM data_sources');
    if (known) return known.id;
    const [base] = await sql.insert(
      'knowledge_bases',
      ['tenant_id', 'name', 'created_at', 'updated_at'],
      [[tenantId, 'base', 0, 0]],
    );
    const row = {
      tenant_id: tenantId,
      knowledge_base_id: base,
      name: 'source',
      type: 'paged',
      config: '{}',
      sync_mode: 'incremental',
      status: 'active',
      conflict_strategy: 'overwrite',
      sync_deletions: 1,
      sync_log_retention_days: 30,
      created_at: 0,
      updated_at: 0,
    };
    const [id = 0] = await sql.insert('data_sources', Object.keys(row), [Object.values(row)]);
    return id;
  });
  return { ...open, dataSourceId };
}

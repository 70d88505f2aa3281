import type { Database } from '@acequia/store';

/** The only data source of a database, made when it is not there. */
export function openDataSource(database: Database, type: string): Promise<number> {
  return database.transaction(async (sql) => {
    const [known] = await sql.all<{ id: number }>('SELECT id FROM data_sources');
    if (known) return known.id;
    const times = { created_at: 0, updated_at: 0 };
    const base = { tenant_id: 1, name: 'base', ...times };
    const [baseId = 0] = await sql.insert('knowledge_bases', Object.keys(base), [Object.values(base)]);
    const source = {
      tenant_id: 1,
      knowledge_base_id: baseId,
      name: 'source',
      type,
      config: '{}',
      sync_mode: 'incremental',
      status: 'active',
      conflict_strategy: 'overwrite',
      sync_deletions: 1,
      sync_log_retention_days: 30,
      ...times,
    };
    const [id = 0] = await sql.insert('data_sources', Object.keys(source), [Object.values(source)]);
    return id;
  });
}

import { AcequiaError, type Clock } from '@acequia/core';
import type { EntityManager } from 'typeorm';
import type { DataSourceRow } from '../schema/rows.ts';
import type { OpenDatabase } from '../sql/open-database.ts';
import type { SqlValue } from '../sql/sql.ts';
import { cleanName, nameTaken } from './clean-name.ts';
import {
  columnsOf,
  type DataSourceDraft,
  type DataSourceRecord,
  deletingStatus,
  type JoinedDataSource,
  recordOf,
} from './data-source-record.ts';
import { isDuplicate, writeThroughOrm } from './write-through-orm.ts';

const what = 'data source';
const notFound = () => new AcequiaError('not_found', 'There is no such data source');

/** The data sources of one tenant; those of others, and those that are being deleted, are not found. */
export class DataSources {
  readonly #open: OpenDatabase;
  readonly #tenantId: number;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(open: OpenDatabase, tenantId: number, clock: Pick<Clock, 'now'> = Date) {
    this.#open = open;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  /** By name. @param knowledgeBaseId absent: of all */
  async list(knowledgeBaseId?: number): Promise<DataSourceRecord[]> {
    return knowledgeBaseId === undefined
      ? this.#select('')
      : this.#select(' AND s.knowledge_base_id = ?', knowledgeBaseId);
  }

  /** @param ref id (a number) or name (a string) */
  async find(ref: number | string): Promise<DataSourceRecord | undefined> {
    const [found] =
      typeof ref === 'number'
        ? await this.#select(' AND s.id = ?', ref)
        : await this.#select(' AND s.name = ?', ref.trim());
    return found;
  }

  async #select(condition: string, ...parameters: SqlValue[]): Promise<DataSourceRecord[]> {
    const rows = await this.#open.database.reader.all<JoinedDataSource>(
      `SELECT s.*, b.name AS base_name, EXISTS (SELECT 1 FROM credentials c WHERE c.data_source_id = s.id) AS secrets FROM data_sources s JOIN knowledge_bases b ON b.id = s.knowledge_base_id AND b.tenant_id = s.tenant_id WHERE s.tenant_id = ? AND s.status <> '${deletingStatus}'${condition} ORDER BY s.name`,
      [this.#tenantId, ...parameters],
    );
    return rows.map(recordOf);
  }

  /** @throws AcequiaError `name_taken`, `bad_config`, `not_found` for the knowledge base */
  async create(draft: DataSourceDraft): Promise<DataSourceRecord> {
    const now = this.#clock.now();
    const name = cleanName(draft.name, what);
    const id = await this.#write(name, async (manager) => {
      await this.#requireBase(manager, draft.knowledgeBaseId);
      const row = { ...columnsOf({ ...draft, name }), tenant_id: this.#tenantId, created_at: now, updated_at: now };
      const { identifiers } = await manager.getRepository<DataSourceRow>('data_sources').insert(row);
      return Number(identifiers[0]?.id);
    });
    return this.#found(id);
  }

  /** Absent members stay as they are. @throws AcequiaError `not_found`, `name_taken`, `bad_config` */
  async update(id: number, changes: Partial<DataSourceDraft>): Promise<DataSourceRecord> {
    const before = await this.#found(id);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const draft: DataSourceDraft = { ...before, ...given };
    const name = cleanName(draft.name, what);
    const wanted = columnsOf({ ...draft, name });
    const stored = columnsOf(before);
    // Only what changes is written: a sync that ends meanwhile sets the status.
    const changed = Object.entries(wanted).filter(([column, value]) => value !== stored[column as keyof typeof stored]);
    if (changed.length === 0) return before;
    await this.#write(name, async (manager) => {
      await this.#requireBase(manager, draft.knowledgeBaseId);
      const { affected } = await manager
        .getRepository<DataSourceRow>('data_sources')
        .update({ id, tenant_id: this.#tenantId }, { ...Object.fromEntries(changed), updated_at: this.#clock.now() });
      if (!affected) throw notFound();
    });
    return this.#found(id);
  }

  async #found(id: number): Promise<DataSourceRecord> {
    const found = await this.find(id);
    if (!found) throw notFound();
    return found;
  }

  async #requireBase(manager: EntityManager, id: number): Promise<void> {
    const known = await manager.getRepository('knowledge_bases').existsBy({ id, tenant_id: this.#tenantId });
    if (!known) throw new AcequiaError('not_found', 'There is no such knowledge base');
  }

  async #write<T>(name: string, work: Parameters<typeof writeThroughOrm<T>>[1]): Promise<T> {
    try {
      return await writeThroughOrm(this.#open, work);
    } catch (error) {
      throw isDuplicate(error) ? nameTaken(name, what) : error;
    }
  }
}

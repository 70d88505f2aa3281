import { AcequiaError, type Clock } from '@acequia/core';
import type { KnowledgeBaseRow } from '../schema/rows.ts';
import type { OpenDatabase } from '../sql/open-database.ts';
import { cleanName, nameTaken } from './clean-name.ts';
import { isDuplicate, writeThroughOrm } from './write-through-orm.ts';

/** A knowledge base of one tenant. Times are milliseconds since 1970. */
export interface KnowledgeBaseRecord {
  readonly id: number;
  /** Unique in the tenant. */
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const what = 'knowledge base';
const columns = 'id, name, created_at, updated_at';

function recordOf(row: Omit<KnowledgeBaseRow, 'tenant_id'>): KnowledgeBaseRecord {
  return { id: row.id, name: row.name, createdAt: row.created_at, updatedAt: row.updated_at };
}

/** The knowledge bases of one tenant; those of others are not found. */
export class KnowledgeBases {
  readonly #open: OpenDatabase;
  readonly #tenantId: number;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(open: OpenDatabase, tenantId: number, clock: Pick<Clock, 'now'> = Date) {
    this.#open = open;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  /** By name. */
  async list(): Promise<KnowledgeBaseRecord[]> {
    const rows = await this.#open.database.reader.all<KnowledgeBaseRow>(
      `SELECT ${columns} FROM knowledge_bases WHERE tenant_id = ? ORDER BY name`,
      [this.#tenantId],
    );
    return rows.map(recordOf);
  }

  /** @param ref id (a number) or name (a string) */
  async find(ref: number | string): Promise<KnowledgeBaseRecord | undefined> {
    const [row] = await this.#open.database.reader.all<KnowledgeBaseRow>(
      `SELECT ${columns} FROM knowledge_bases WHERE tenant_id = ? AND ${typeof ref === 'number' ? 'id' : 'name'} = ?`,
      [this.#tenantId, typeof ref === 'number' ? ref : ref.trim()],
    );
    return row && recordOf(row);
  }

  /** @throws AcequiaError `name_taken`, `bad_config` */
  async create(name: string): Promise<KnowledgeBaseRecord> {
    const now = this.#clock.now();
    const row = { name: cleanName(name, what), tenant_id: this.#tenantId, created_at: now, updated_at: now };
    const id = await this.#write(row.name, async (manager) => {
      const { identifiers } = await manager.getRepository<KnowledgeBaseRow>('knowledge_bases').insert(row);
      return Number(identifiers[0]?.id);
    });
    return recordOf({ ...row, id });
  }

  /** @throws AcequiaError `not_found`, `name_taken`, `bad_config` */
  async rename(id: number, name: string): Promise<void> {
    const clean = cleanName(name, what);
    await this.#write(clean, async (manager) => {
      const { affected } = await manager
        .getRepository<KnowledgeBaseRow>('knowledge_bases')
        .update({ id, tenant_id: this.#tenantId }, { name: clean, updated_at: this.#clock.now() });
      if (!affected) throw new AcequiaError('not_found', 'There is no such knowledge base');
    });
  }

  /** Only without data sources. @throws AcequiaError `not_found`, `not_empty` */
  async remove(id: number): Promise<void> {
    await this.#write('', async (manager) => {
      const sources = await manager
        .getRepository('data_sources')
        .countBy({ knowledge_base_id: id, tenant_id: this.#tenantId });
      if (sources > 0) {
        throw new AcequiaError('not_empty', `This knowledge base has ${sources} data sources`, {
          hint: 'Delete them first, or move them to another knowledge base.',
        });
      }
      const { affected } = await manager
        .getRepository<KnowledgeBaseRow>('knowledge_bases')
        .delete({ id, tenant_id: this.#tenantId });
      if (!affected) throw new AcequiaError('not_found', 'There is no such knowledge base');
    });
  }

  async #write<T>(name: string, work: Parameters<typeof writeThroughOrm<T>>[1]): Promise<T> {
    try {
      return await writeThroughOrm(this.#open, work);
    } catch (error) {
      throw isDuplicate(error) ? nameTaken(name, what) : error;
    }
  }
}

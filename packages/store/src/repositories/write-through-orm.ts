import type { EntityManager } from 'typeorm';
import { faultOf } from '../sql/database-error.ts';
import type { OpenDatabase } from '../sql/open-database.ts';
import { retryTransaction } from '../sql/retry-transaction.ts';

/**
 * Writes with TypeORM in one transaction, with statements that begin none of their own (`insert`, `update`, `delete`).
 *
 * SQLite has one connection that writes, and TypeORM shares it: a statement that ran between those of somebody's
 * transaction would be committed or rolled back with it. So there TypeORM works inside `database.transaction`, in the
 * queue of all writers. A server gives each transaction its own connection. For the same reason the repositories read
 * from `database.reader`, which sees only what was committed.
 *
 * @throws AcequiaError `database_*`; a duplicate key is thrown as the driver's error
 */
export async function writeThroughOrm<T>(
  { database, orm }: OpenDatabase,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  if (database.dialect === 'sqlite') return database.transaction(() => work(orm.manager));
  return retryTransaction(() => orm.transaction(work));
}

/** Whether a write failed because another row has this name already. */
export function isDuplicate(error: unknown): boolean {
  return faultOf(error) === 'duplicate';
}

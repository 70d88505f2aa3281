import type { Pool, PoolConnection } from 'mysql2/promise';

const maxAttempts = 5;
/** Deadlock, lock wait timeout: the transaction is to be repeated. */
const repeatable = new Set([1213, 1205]);

export async function withConnection<T>(pool: Pool, work: (connection: PoolConnection) => Promise<T>): Promise<T> {
  const connection = await pool.getConnection();
  try {
    return await work(connection);
  } finally {
    connection.release();
  }
}

/** Work in one transaction (READ COMMITTED), repeated from its start after a deadlock. */
export function inTransaction<T>(pool: Pool, work: (connection: PoolConnection) => Promise<T>): Promise<T> {
  return withConnection(pool, async (connection) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await connection.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
        await connection.beginTransaction();
        const result = await work(connection);
        await connection.commit();
        return result;
      } catch (error) {
        await rollBack(connection);
        if (attempt >= maxAttempts || !repeatable.has(errorNumber(error))) throw error;
      }
    }
  });
}

/** After some errors earlier statements of the transaction stay open. A connection that cannot roll back is not used again. */
async function rollBack(connection: PoolConnection): Promise<void> {
  try {
    await connection.rollback();
  } catch {
    connection.destroy();
  }
}

function errorNumber(error: unknown): number {
  return typeof error === 'object' && error !== null && 'errno' in error ? Number(error.errno) : 0;
}

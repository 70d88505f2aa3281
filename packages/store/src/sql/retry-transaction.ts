import { setTimeout as wait } from 'node:timers/promises';
import { explainDatabaseError, faultOf } from './database-error.ts';

const attempts = 6;

/** Runs a whole transaction again after a passing fault, with a little more random distance each time. */
export async function retryTransaction<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (faultOf(error) !== 'retry') throw faultOf(error) === 'duplicate' ? error : explainDatabaseError(error);
      if (attempt === attempts) throw explainDatabaseError(error);
      await wait(Math.random() * 20 * 2 ** attempt);
    }
  }
}

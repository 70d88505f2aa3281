import type { Database } from '@acequia/store';
import { withFailpoints } from './failpoint-database.ts';

/** What every call gets after the death. */
class Died extends Error {
  constructor() {
    super('The database died');
    this.name = 'Died';
  }
}

/** A database that a test can let die. */
export interface DyingDatabase {
  /** Failpoints passed so far. */
  readonly points: number;
  readonly dead: boolean;
  wrap(database: Database): Database;
  /** It dies at the n-th failpoint from now and stays dead. Undefined: it lives. */
  dieAfter(points: number | undefined): void;
}

/** As if the process were killed at a failpoint: nothing reaches the database any more. */
export function createDyingDatabase(): DyingDatabase {
  let points = 0;
  let last = Number.POSITIVE_INFINITY;
  return {
    get points() {
      return points;
    },
    get dead() {
      return points >= last;
    },
    dieAfter(more) {
      last = more === undefined ? Number.POSITIVE_INFINITY : points + more;
    },
    wrap: (database) =>
      withFailpoints(database, () => {
        if (points >= last) throw new Died();
        points += 1;
        if (points >= last) throw new Died();
      }),
  };
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Dialect } from '../sql/sql.ts';
import { initialTables } from './0001-initial.ts';
import { tableOf } from './table-spec.ts';

/** Creates the tables of release 0.1, and the tenant of the embedded form. */
function initial(dialect: Dialect): new () => MigrationInterface {
  return class Initial1795000000000 implements MigrationInterface {
    readonly name = 'Initial1795000000000';

    async up(queryRunner: QueryRunner): Promise<void> {
      for (const spec of initialTables) await queryRunner.createTable(tableOf(spec, dialect), false, false, true);
      await queryRunner.query(`INSERT INTO tenants (name, created_at) VALUES ('default', ${Date.now()})`);
    }

    async down(queryRunner: QueryRunner): Promise<void> {
      for (const spec of [...initialTables].reverse()) await queryRunner.dropTable(spec.name);
    }
  };
}

/** In the order in which they run. Each is one class for all engines. */
export function migrations(dialect: Dialect): (new () => MigrationInterface)[] {
  return [initial(dialect)];
}

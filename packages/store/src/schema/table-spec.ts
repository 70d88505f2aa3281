import { EntitySchema, type EntitySchemaColumnOptions, Table } from 'typeorm';
import type { Dialect } from '../sql/sql.ts';

/** What a column holds, in words that all engines share. */
export type ColumnKind =
  /** Generated, primary. */
  | { readonly is: 'id'; readonly wide?: true }
  | { readonly is: 'int' | 'big' | 'tiny' }
  /** Exactly or at most so many bytes. */
  | { readonly is: 'bytes'; readonly length: number; readonly fixed?: true }
  | { readonly is: 'blob' }
  /** At most so many characters, compared byte for byte. */
  | { readonly is: 'string'; readonly length: number }
  | { readonly is: 'text' };

/** One column. Without `optional` it is NOT NULL. */
export interface ColumnSpec {
  readonly kind: ColumnKind;
  readonly optional?: true;
  readonly default?: number;
}

/** One table: the one definition that entities and migrations are made from. */
export interface TableSpec {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  /** Absent: the generated id. */
  readonly primary?: readonly string[];
  /**
   * SQLite keeps the rows in the tree of their primary key, as InnoDB always does: one tree less to write and to search.
   * For small rows alone.
   */
  readonly clustered?: true;
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly (readonly string[])[];
  /** Indexes on one column, most of whose rows have nothing in it: SQLite leaves those out. */
  readonly sparse?: readonly string[];
}

interface ColumnType {
  readonly type: string;
  readonly length?: string;
  readonly charset?: string;
  readonly collation?: string;
}

const characters = { charset: 'utf8mb4', collation: 'utf8mb4_bin' };

function columnType(kind: ColumnKind, dialect: Dialect): ColumnType {
  const lite = dialect === 'sqlite';
  switch (kind.is) {
    case 'id':
      return { type: lite ? 'integer' : kind.wide ? 'bigint' : 'int' };
    case 'int':
      return { type: lite ? 'integer' : 'int' };
    case 'big':
      return { type: lite ? 'integer' : 'bigint' };
    case 'tiny':
      return { type: lite ? 'integer' : 'tinyint' };
    case 'bytes':
      return lite ? { type: 'blob' } : { type: kind.fixed ? 'binary' : 'varbinary', length: String(kind.length) };
    case 'blob':
      return { type: lite ? 'blob' : 'longblob' };
    case 'string':
      return lite ? { type: 'text' } : { type: 'varchar', length: String(kind.length), ...characters };
    case 'text':
      return lite ? { type: 'text' } : { type: 'longtext', ...characters };
  }
}

const isPrimary = (spec: TableSpec, name: string, column: ColumnSpec) =>
  column.kind.is === 'id' || (spec.primary?.includes(name) ?? false);

const indexName = (prefix: string, table: string, columns: readonly string[]) =>
  `${prefix}_${table}_${columns.join('_')}`;

/** The table of a migration. */
export function tableOf(spec: TableSpec, dialect: Dialect): Table {
  return new Table({
    name: spec.name,
    ...(dialect === 'sqlite' ? { withoutRowid: spec.clustered ?? false } : { engine: 'InnoDB' }),
    columns: Object.entries(spec.columns).map(([name, column]) => ({
      name,
      ...columnType(column.kind, dialect),
      isNullable: column.optional ?? false,
      isPrimary: isPrimary(spec, name, column),
      ...(column.kind.is === 'id' && { isGenerated: true, generationStrategy: 'increment' as const }),
      ...(column.default !== undefined && { default: String(column.default) }),
    })),
    indices: [
      ...(spec.unique ?? []).map((columns) => ({
        name: indexName('uq', spec.name, columns),
        columnNames: [...columns],
        isUnique: true,
      })),
      ...(spec.indexes ?? []).map((columns) => ({
        name: indexName('ix', spec.name, columns),
        columnNames: [...columns],
      })),
      ...(spec.sparse ?? []).map((column) => ({
        name: indexName('ix', spec.name, [column]),
        columnNames: [column],
        ...sparse(column, dialect),
      })),
    ],
  });
}

const sparse = (column: string, dialect: Dialect) => (dialect === 'sqlite' ? { where: `"${column}" IS NOT NULL` } : {});

// TypeORM answers bigint columns of MySQL as strings; ours are times and counters below 2^53.
const wideNumber = {
  to: (value: unknown) => value,
  from: (value: unknown) => (typeof value === 'string' ? Number(value) : value),
};

/** The entity over the same table. */
export function entityOf<Row extends object>(spec: TableSpec, dialect: Dialect): EntitySchema<Row> {
  const columns = Object.fromEntries(
    Object.entries(spec.columns).map(([name, column]): [string, EntitySchemaColumnOptions] => [
      name,
      {
        ...columnType(column.kind, dialect),
        name,
        nullable: column.optional ?? false,
        primary: isPrimary(spec, name, column),
        ...(column.kind.is === 'id' && { generated: 'increment' as const }),
        ...(column.kind.is === 'big' && { transformer: wideNumber }),
        ...(column.default !== undefined && { default: column.default }),
      } as EntitySchemaColumnOptions,
    ]),
  );
  return new EntitySchema<Row>({
    name: spec.name,
    tableName: spec.name,
    ...(dialect === 'sqlite' && { withoutRowid: spec.clustered ?? false }),
    columns: columns as never,
    indices: [
      ...(spec.unique ?? []).map((names) => ({
        name: indexName('uq', spec.name, names),
        columns: [...names],
        unique: true,
      })),
      ...(spec.indexes ?? []).map((names) => ({ name: indexName('ix', spec.name, names), columns: [...names] })),
      ...(spec.sparse ?? []).map((column) => ({
        name: indexName('ix', spec.name, [column]),
        columns: [column],
        ...sparse(column, dialect),
      })),
    ],
  });
}

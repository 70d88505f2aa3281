import { AcequiaError } from '@acequia/core';

/** What a driver's error means. */
export type DatabaseFault = 'duplicate' | 'retry' | 'fatal';

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}

const lost = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ER_CONNECTION_KILLED']);
const retried = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'SQLITE_BUSY_SNAPSHOT', ...lost]);
const duplicates = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** Whether the same transaction may work if it is run again. */
export function faultOf(error: unknown): DatabaseFault {
  const code = codeOf(error);
  if (duplicates.has(code)) return 'duplicate';
  return retried.has(code) || isClosed(error) ? 'retry' : 'fatal';
}

/** A statement on a connection that mysql2 found closed before. It gives that error no code, so there is only its text. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && /in closed state$/.test(error.message);
}

const explanations: readonly [pattern: RegExp, code: string, message: string, hint: string][] = [
  [/^SQLITE_BUSY/, 'database_busy', 'Another process is writing to this database', 'Wait for it, or stop it.'],
  [
    /^SQLITE_FULL|^ENOSPC|ER_DISK_FULL|ER_RECORD_FILE_FULL/,
    'database_full',
    'There is no space left for the database',
    'Free some space and sync again. Nothing was lost.',
  ],
  [
    /^SQLITE_READONLY|^SQLITE_CANTOPEN|ER_OPTION_PREVENTS_STATEMENT|ER_READ_ONLY_MODE|^EROFS|^EACCES/,
    'database_read_only',
    'The database cannot be written',
    'Check the permissions of the folder, or whether the server is read-only.',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'database_corrupt',
    'The database file is damaged or no database',
    'Restore it from a backup, or move it away and sync again.',
  ],
  [
    /^ECONN|^ENOTFOUND|^EHOSTUNREACH|PROTOCOL_CONNECTION_LOST|^ETIMEDOUT|^EPIPE/,
    'database_unreachable',
    'The database server cannot be reached',
    'Check ACEQUIA_DATABASE_URL and whether the server runs.',
  ],
  [
    /^ER_ACCESS_DENIED|^ER_MUST_CHANGE_PASSWORD|^ER_ACCOUNT_HAS_BEEN_LOCKED|^ER_HOST_NOT_PRIVILEGED/,
    'database_refused',
    'The database server refuses these credentials',
    'Check user and password in ACEQUIA_DATABASE_URL, and whether the user may connect from this machine.',
  ],
  [
    // A server says this too about a database that does not exist, to a user who may not know.
    /^ER_DBACCESS_DENIED_ERROR/,
    'database_forbidden',
    'The database user may not use this database, or it does not exist',
    "Create it and give the user all rights on it: GRANT ALL PRIVILEGES ON name.* TO 'user'@'host'.",
  ],
  [
    /^ER_(TABLEACCESS|COLUMNACCESS|PROCACCESS|SPECIFIC_ACCESS)_DENIED_ERROR/,
    'database_forbidden',
    'The database user may not do this in the database',
    "It makes, changes and reads tables of its own: GRANT ALL PRIVILEGES ON name.* TO 'user'@'host'.",
  ],
  [
    /ER_BAD_DB_ERROR/,
    'database_missing',
    'The database does not exist',
    'Create it: CREATE DATABASE name CHARACTER SET utf8mb4.',
  ],
];

/** A driver's error as one that says what to do; anything else as it is. */
export function explainDatabaseError(error: unknown): unknown {
  const code = codeOf(error);
  for (const [pattern, name, message, hint] of explanations) {
    if (pattern.test(code)) return new AcequiaError(name, message, { hint, cause: error });
  }
  return error;
}

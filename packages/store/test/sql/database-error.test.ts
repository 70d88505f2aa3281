import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/index.ts';
import { explainDatabaseError } from '../../src/sql/database-error.ts';

const database = `refusals_${process.pid}`;
const users = ['nothing', 'reader'].map((role) => `${role}_${process.pid}`);

async function asAdministrator(...statements: string[]): Promise<void> {
  const connection = await createConnection(inject('mariadbUrl'));
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}

function urlOf(user: string, password = 'right', name = database): string {
  const url = new URL(inject('mariadbUrl') + name);
  url.username = user;
  url.password = password;
  return url.href;
}

describe('what a server refuses', () => {
  const [nobody = '', reader = ''] = users;

  beforeAll(() =>
    asAdministrator(
      `CREATE DATABASE ${database} CHARACTER SET utf8mb4`,
      ...users.map((user) => `CREATE USER '${user}'@'%' IDENTIFIED BY 'right'`),
      `GRANT SELECT ON ${database}.* TO '${reader}'@'%'`,
    ),
  );
  afterAll(() => asAdministrator(`DROP DATABASE ${database}`, ...users.map((user) => `DROP USER '${user}'@'%'`)));

  it.each([
    ['a wrong password', () => urlOf(reader, 'wrong'), 'database_refused', 'password'],
    ['a user without rights', () => urlOf(nobody), 'database_forbidden', 'GRANT'],
    ['a user who may only read', () => urlOf(reader), 'database_forbidden', 'GRANT'],
  ])('is explained: %s', async (_what, url, code, hint) => {
    const error: unknown = await openDatabase(url()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(String(error)).not.toContain('wrong');
  });

  it.each([
    ['ER_DBACCESS_DENIED_ERROR', 'database_forbidden'],
    ['ER_COLUMNACCESS_DENIED_ERROR', 'database_forbidden'],
    ['ER_SPECIFIC_ACCESS_DENIED_ERROR', 'database_forbidden'],
    ['ER_ACCESS_DENIED_NO_PASSWORD_ERROR', 'database_refused'],
    ['ER_BAD_DB_ERROR', 'database_missing'],
  ])('is told apart: %s', (code, expected) => {
    expect(explainDatabaseError(Object.assign(new Error('no'), { code }))).toMatchObject({ code: expected });
  });

  it('is left alone when nobody knows it', () => {
    const error = Object.assign(new Error('no'), { code: 'ER_PARSE_ERROR' });
    expect(explainDatabaseError(error)).toBe(error);
  });
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EncryptionKey, openVault } from '../../src/index.ts';
import { makeKey } from '../../src/vault/encryption-key.ts';
import { engines, openTestStore, type TestStore } from '../repositories/test-store.ts';

const canary = 'canary-5f1b-ü😀-secret';
const newKey = (id: string): EncryptionKey => makeKey(randomBytes(32), id);
const unreadable = expect.objectContaining({ code: 'credentials_unreadable', hint: expect.any(String) });

describe.each(engines)('vault on $engine', ({ makePlace }) => {
  let test: TestStore;
  let source: number;
  let other: number;
  const key = newKey('first');

  beforeAll(async () => {
    test = await openTestStore(makePlace);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    source = (await test.makeSource()).id;
    other = (await test.makeSource(2)).id;
  });

  const vaultWith = (...keys: EncryptionKey[]) => openVault({ database: test.open.database, keys, clock: test.clock });
  const values = (dataSourceId: number) =>
    test.open.database.reader.arrays<[string, Uint8Array]>(
      'SELECT field, value FROM credentials WHERE data_source_id = ? ORDER BY field',
      [dataSourceId],
    );
  const setValue = (dataSourceId: number, field: string, value: Uint8Array) =>
    test.open.database.transaction((sql) =>
      sql.run('UPDATE credentials SET value = ? WHERE data_source_id = ? AND field = ?', [value, dataSourceId, field]),
    );

  it('gives back what was put, and nothing before', async () => {
    const vault = vaultWith(key);
    expect(await vault.get(1, source)).toBeUndefined();
    expect(await vault.has(1, source)).toBe(false);
    await vault.put(1, source, { token: canary, empty: '' }, 1234);
    expect(await vault.get(1, source)).toEqual({ fields: { token: canary, empty: '' }, expiresAt: 1234 });
    expect(await vault.has(1, source)).toBe(true);
  });

  it('replaces all fields at once, and removes them', async () => {
    const vault = vaultWith(key);
    await vault.put(1, source, { token: 'a', refresh: 'b' }, 1234);
    await vault.put(1, source, { token: 'c' });
    expect(await vault.get(1, source)).toEqual({ fields: { token: 'c' } });
    await vault.remove(2, source);
    expect(await vault.has(1, source)).toBe(true);
    await vault.remove(1, source);
    expect(await vault.get(1, source)).toBeUndefined();
  });

  it('never mixes the fields of two writers', async () => {
    const vault = vaultWith(key);
    const writes = Array.from({ length: 8 }, (_, i) => vault.put(1, source, { a: String(i), b: String(i) }));
    await Promise.all(writes);
    const fields = (await vault.get(1, source))?.fields;
    expect(fields?.a).toBe(fields?.b);
  });

  it('is closed to other tenants', async () => {
    const vault = vaultWith(key);
    await vault.put(1, source, { token: canary });
    expect(await vault.get(2, source)).toBeUndefined();
    expect(await vault.has(2, source)).toBe(false);
    await expect(vault.put(2, source, { token: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(vault.put(1, 99_999, { token: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await vault.get(1, source))?.fields).toEqual({ token: canary });
  });

  it.each(['', ' token', 'token ', 'x'.repeat(191), 'a\ud800'])('refuses the field name %j', async (field) => {
    await expect(vaultWith(key).put(1, source, { [field]: canary })).rejects.toMatchObject({ code: 'bad_config' });
  });

  it('takes fields named like members of every object', async () => {
    const vault = vaultWith(key);
    const fields = JSON.parse('{"__proto__":"a","constructor":"b"}');
    await vault.put(1, source, fields);
    expect(Object.entries((await vault.get(1, source))?.fields ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('stores no plain text, and the same secret never alike', async () => {
    const vault = vaultWith(key);
    await vault.put(1, source, { a: canary, b: canary });
    const [a, b] = (await values(source)).map(([, value]) => Buffer.from(value));
    expect(a?.includes('canary')).toBe(false);
    expect(a?.subarray(-20)).not.toEqual(b?.subarray(-20));
    expect(a?.subarray(0, 7).toString()).toBe('\u0001\u0005first');
  });

  it('does not open with another key, of another or of the same name', async () => {
    await vaultWith(key).put(1, source, { token: canary });
    for (const name of ['second', 'first']) {
      await expect(vaultWith(newKey(name)).get(1, source)).rejects.toEqual(unreadable);
    }
  });

  it('does not open what was cut, changed or moved, and tells no secret', async () => {
    const vault = vaultWith(key);
    await vault.put(1, source, { a: canary, b: 'other' });
    await vault.put(2, other, { a: 'foreign' });
    const [a, b] = (await values(source)).map(([, value]) => Buffer.from(value));
    const [foreign] = (await values(other)).map(([, value]) => Buffer.from(value));
    if (!a || !b || !foreign) throw new Error('nothing was stored');
    const flipped = Buffer.from(a);
    flipped[25] = (flipped[25] ?? 0) ^ 1;
    const header = Buffer.from(a);
    header[0] = 2;
    for (const broken of [Buffer.alloc(0), a.subarray(0, 10), a.subarray(0, -1), flipped, header, b, foreign]) {
      await setValue(source, 'a', broken);
      const error = await vault.get(1, source).catch((thrown: unknown) => thrown);
      expect(error).toEqual(unreadable);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary');
    }
  });

  it('rotates while it is used, and then opens without the old key', async () => {
    const old = newKey('old');
    const next = newKey('next');
    const vault = vaultWith(old);
    const sources = await Promise.all(Array.from({ length: 5 }, () => test.makeSource()));
    await test.open.database.transaction((sql) => sql.run('DELETE FROM credentials'));
    for (const { id } of sources) {
      await vault.put(1, id, Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}`, `${canary} ${i}`])));
    }
    const rotating = vault.rotate(next);
    await vault.put(1, source, { token: canary });
    expect(await rotating).toBe(250);
    const after = vaultWith(next);
    for (const { id } of sources) expect((await after.get(1, id))?.fields.f49).toBe(`${canary} 49`);
    expect((await after.get(1, source))?.fields).toEqual({ token: canary });
    expect(await after.rotate()).toBe(0);
  });

  it('goes on with a rotation that stopped in the middle', async () => {
    await test.open.database.transaction((sql) => sql.run('DELETE FROM credentials'));
    const old = newKey('old');
    const next = newKey('next');
    await vaultWith(next).put(1, source, { done: 'a' });
    const later = (await test.makeSource()).id;
    await vaultWith(old).put(1, later, { open: 'b' });
    const vault = vaultWith(next, old);
    expect((await vault.get(1, later))?.fields).toEqual({ open: 'b' });
    expect(await vault.rotate()).toBe(1);
    expect((await vaultWith(next).get(1, later))?.fields).toEqual({ open: 'b' });
  });

  it('stops a rotation at a secret that no key opens, and leaves it alone', async () => {
    await test.open.database.transaction((sql) => sql.run('DELETE FROM credentials'));
    await vaultWith(newKey('lost')).put(1, source, { token: 'a' });
    const before = await values(source);
    await expect(vaultWith(key).rotate(newKey('next'))).rejects.toEqual(unreadable);
    expect(await values(source)).toEqual(before);
  });

  it('refuses another key of a known name', async () => {
    await expect(vaultWith(key).rotate(newKey('first'))).rejects.toMatchObject({ code: 'encryption_key_invalid' });
  });
});

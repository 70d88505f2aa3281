import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKey, loadKeys, openVault, parseKeys, rotateKeyFile } from '../../src/index.ts';
import { readKeyFile, replaceKeyFile } from '../../src/vault/key-file.ts';
import { engines, openTestStore } from '../repositories/test-store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'acequia-keys-'));
  file = join(folder, 'nested', 'key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('keys from the environment', () => {
  const key = randomBytes(32);
  const load = (ACEQUIA_ENCRYPTION_KEY: string) => loadKeys({ file, environment: { ACEQUIA_ENCRYPTION_KEY } });

  it.each([
    ['base64', key.toString('base64')],
    ['base64 without padding', key.toString('base64').replace('=', '')],
    ['hex', key.toString('hex')],
    ['hex in capitals, with space', ` ${key.toString('hex').toUpperCase()}\n`],
  ])('are read as %s', async (_, text) => {
    const [found, ...more] = await load(text);
    expect(Buffer.from(found?.key ?? [])).toEqual(key);
    expect(more).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('have the same name in every process', async () => {
    const [[a], [b]] = await Promise.all([load(key.toString('hex')), load(key.toString('base64'))]);
    expect(a?.id).toBe(b?.id);
    expect(a?.id).not.toBe((await load(randomBytes(32).toString('hex')))[0]?.id);
  });

  it('may be several, the current one first', async () => {
    const other = randomBytes(32).toString('hex');
    const keys = await load(`new:${other}, old:${key.toString('base64')}`);
    expect(keys.map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it.each([
    ['too short', randomBytes(31).toString('base64')],
    ['a password', 'correct horse battery staple'],
    ['a bad id', `a b:${randomBytes(32).toString('hex')}`],
    ['nothing between commas', ' , , '],
    ['one id twice', `a:${randomBytes(32).toString('hex')},a:${randomBytes(32).toString('hex')}`],
  ])('are refused: %s', async (_, text) => {
    const error = await load(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'encryption_key_invalid', hint: expect.stringContaining('openssl') });
    expect(String((error as Error).message)).not.toContain(text.trim().slice(0, 40));
  });
});

describe('the key file', () => {
  const environment = {};

  it('is made once, for its owner only, and read from then on', async () => {
    const first = await loadKeys({ file, environment });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await loadKeys({ file, environment })).toEqual(first);
    expect(readdirSync(join(folder, 'nested'))).toEqual(['key']);
  });

  it('is the same for processes that start at once', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => loadKeys({ file, environment })));
    expect(new Set(all.map(([key]) => key?.id)).size).toBe(1);
    expect(readdirSync(join(folder, 'nested'))).toEqual(['key']);
  });

  it.each([0o640, 0o604, 0o644])('is refused with mode %o', async (mode) => {
    await loadKeys({ file, environment });
    chmodSync(file, mode);
    await expect(loadKeys({ file, environment })).rejects.toMatchObject({
      code: 'encryption_key_file',
      hint: expect.stringContaining('chmod 600'),
    });
  });

  it('is refused when it is empty or broken, and is not replaced', async () => {
    await loadKeys({ file, environment });
    for (const text of ['', 'not a key', readFileSync(file, 'utf8').slice(0, 30)]) {
      writeFileSync(file, text);
      await expect(loadKeys({ file, environment })).rejects.toMatchObject({ code: 'encryption_key_invalid' });
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  it('says why it cannot be made', async () => {
    writeFileSync(join(folder, 'nested'), 'a file where the folder should be');
    await expect(loadKeys({ file, environment })).rejects.toMatchObject({ code: 'encryption_key_file' });
  });

  it('is not made in production with a server database', async () => {
    const production = { NODE_ENV: 'production' };
    const server = { ...production, ACEQUIA_DATABASE_URL: 'mysql://user:password@host/name' };
    for (const options of [{ environment: server }, { environment: production, serverDatabase: true }]) {
      await expect(loadKeys({ file, ...options })).rejects.toMatchObject({ code: 'encryption_key_missing' });
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(await loadKeys({ file, environment: production })).toHaveLength(1);
    expect(await loadKeys({ file, environment: server })).toHaveLength(1);
  });
});

describe.each(engines)('a key file that is rotated on $engine', ({ makePlace }) => {
  it('has the new key alone, also when the first attempt stopped half way', async () => {
    const test = await openTestStore(makePlace);
    try {
      const { database } = test.open;
      const { id } = await test.makeSource();
      const keys = await loadKeys({ file, environment: {} });
      await openVault({ database, keys }).put(1, id, { token: 'secret' });
      await rotateKeyFile(openVault({ database, keys }), file);
      const [rotated, ...none] = (await readKeyFile(file)) ?? [];
      expect(none).toEqual([]);
      expect(rotated?.id).not.toBe(keys[0]?.id);

      const begun = generateKey();
      await replaceKeyFile(file, [begun, ...(rotated ? [rotated] : [])]);
      expect(await rotateKeyFile(openVault({ database, keys: await loadKeys({ file, environment: {} }) }), file)).toBe(
        1,
      );
      expect(await readKeyFile(file)).toEqual(parseKeys(`${begun.id}:${Buffer.from(begun.key).toString('hex')}`));
      const fields = (await openVault({ database, keys: await loadKeys({ file, environment: {} }) }).get(1, id))
        ?.fields;
      expect(fields).toEqual({ token: 'secret' });
    } finally {
      await test.close();
    }
  });
});

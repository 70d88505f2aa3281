import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generateKey, openVault } from '../../src/index.ts';
import { formatKeys } from '../../src/vault/encryption-key.ts';
import { sealedWith } from '../../src/vault/seal.ts';
import { engines, openTestStore } from '../repositories/test-store.ts';

const program = fileURLToPath(new URL('rotating-process.ts', import.meta.url));

describe.each(engines)('a rotation that is killed on $engine', ({ makePlace }) => {
  it('leaves every secret readable, and the next one ends it', { timeout: 90_000 }, async ({ signal }) => {
    const test = await openTestStore(makePlace);
    try {
      const [first, second] = [generateKey(), generateKey()];
      const { database } = test.open;
      const { id } = await test.makeSource();
      const fields = Object.fromEntries(Array.from({ length: 350 }, (_, i) => [`field ${i}`, `secret ${i}`]));
      await openVault({ database, keys: [first] }).put(1, id, fields);
      for (let kill = 0; kill < 4; kill += 1) {
        const child = spawn(
          process.execPath,
          ['--conditions=acequia-source', program, test.url, formatKeys([first, second])],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        const gone = once(child, 'exit');
        try {
          const [word] = await Promise.race([once(child.stdout, 'data'), gone]);
          expect(String(word)).toBe('rotating\n');
          // Wait until it is somewhere in the middle: both keys are in use.
          for (let mixed = false; !mixed; ) {
            const rows = await database.reader.arrays<[Uint8Array]>('SELECT value FROM credentials');
            await nextTurn();
            signal.throwIfAborted();
            mixed = new Set(rows.map(([value]) => sealedWith(value))).size === 2;
          }
        } finally {
          child.kill('SIGKILL');
          await gone;
        }
        expect((await openVault({ database, keys: [first, second] }).get(1, id))?.fields).toEqual(fields);
      }
      await openVault({ database, keys: [second, first] }).rotate();
      expect((await openVault({ database, keys: [second] }).get(1, id))?.fields).toEqual(fields);
    } finally {
      await test.close();
    }
  });
});

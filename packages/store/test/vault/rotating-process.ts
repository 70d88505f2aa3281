import { openDatabase, openVault, parseKeys } from '../../src/index.ts';

// The victim of a test that kills a rotation: it rotates for ever between two keys.
const [url = '', keys = ''] = process.argv.slice(2);
const [first, second] = parseKeys(keys);
if (!first || !second) throw new Error('two keys are needed');
const { database } = await openDatabase(url);
const vault = openVault({ database, keys: [first, second] });
process.stdout.write('rotating\n');
for (;;) {
  await vault.rotate(second);
  await vault.rotate(first);
}

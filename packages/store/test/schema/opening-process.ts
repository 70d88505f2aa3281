import { once } from 'node:events';
import { openDatabase } from '../../src/index.ts';

// One of several processes that open a database for the first time, when they are told to.
process.stdout.write('ready\n');
await once(process.stdin, 'data');
try {
  const { close } = await openDatabase(process.argv[2] ?? '');
  await close();
  process.stdout.write('opened\n');
} catch (error) {
  process.stdout.write(`${error}\n`);
}
process.stdin.destroy();

import { endProcess } from '../../src/session/end-process.ts';

// What a connector may leave behind.
setInterval(() => undefined, 60_000);
process.stdout.write('x'.repeat(4 * 1024 * 1024));
process.exitCode = 6;
await endProcess();

import { startMariaDb } from './start-mariadb.ts';

// The victim of a test that kills a process which owns a server.
const server = await startMariaDb();
process.stdout.write(`${server.pid} ${new URL(server.url).port}\n`);
setInterval(() => {}, 60_000);

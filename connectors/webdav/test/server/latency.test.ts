import { expect, it } from 'vitest';
import { openSlowLine, type SlowLine } from '../../../../tests/servers/open-slow-line.ts';
import { openDavHost } from './dav-host.ts';
import { expectTrue } from './expect-true.ts';
import { servers } from './servers.ts';

it.each(servers)('Over a slow line to %s requests run side by side', async (_name, start) => {
  const server = await start();
  try {
    const line = await openSlowLine(server.port, 20);
    const host = await openDavHost(server, line.port);
    for (let number = 0; number < 60; number++) {
      host.folder.write(`${number % 6}/folder ${number}/file.txt`, `File number ${number}`);
    }
    await host.sync();
    await expectTrue(host);
    expectSideBySide(line);
    const relisting = await openSlowLine(server.port, 20);
    await host.sync('incremental', {
      wish: { settings: { url: host.url.replace(`:${line.port}/`, `:${relisting.port}/`) } },
    });
    expectSideBySide(relisting);
  } finally {
    await server.stop();
  }
});

function expectSideBySide(line: SlowLine): void {
  expect(line.mostInFlight()).toBeGreaterThanOrEqual(6);
  expect(line.meanInFlight()).toBeGreaterThan(2);
}

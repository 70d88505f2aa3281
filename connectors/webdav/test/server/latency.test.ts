import { expect, it } from 'vitest';
import { openDavHost } from './dav-host.ts';
import { expectTrue } from './expect-true.ts';
import { openSlowLine } from './slow-line.ts';
import { startApache } from './start-apache.ts';

it('Over a slow line requests run side by side', async () => {
  const server = await startApache();
  try {
    const line = await openSlowLine(server.port, 20);
    const host = await openDavHost(server, line.port);
    for (let number = 0; number < 60; number++) {
      host.folder.write(`${number % 6}/folder ${number}/file.txt`, `File number ${number}`);
    }
    await host.sync();
    await expectTrue(host);
    expect(line.mostInFlight()).toBeGreaterThanOrEqual(6);
    expect(line.meanInFlight()).toBeGreaterThan(2);
    const relisting = await openSlowLine(server.port, 20);
    await host.sync('incremental', {
      wish: { settings: { url: host.url.replace(`:${line.port}/`, `:${relisting.port}/`) } },
    });
    expect(relisting.mostInFlight()).toBeGreaterThanOrEqual(6);
    expect(relisting.meanInFlight()).toBeGreaterThan(2);
  } finally {
    await server.stop();
  }
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';

const refusal =
  '<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>The signature is wrong.</Message></Error>';
let place: TemporaryWorkspace;
let server: Server;
const environment = { TEST_S3_SECRET: 'canary-wrong-secret' };
const run = (...args: string[]) => runHere(args, { cwd: place.folder, environment });

async function listen(given: Server): Promise<number> {
  await new Promise<void>((resolve) => given.listen(0, '127.0.0.1', resolve));
  return (given.address() as AddressInfo).port;
}

const bucket = (name: string, port: number) => `
  - name: ${name}
    knowledge_base: handbook
    type: s3
    settings: { bucket: team-files, endpoint: "http://127.0.0.1:${port}" }
    credentials: { accessKeyId: reader, secretAccessKey: "\${TEST_S3_SECRET}" }`;

beforeAll(async () => {
  place = new TemporaryWorkspace();
  server = createServer((_request, response) => response.writeHead(403).end(refusal));
  const closed = createServer();
  const refusingPort = await listen(server);
  const closedPort = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  place.write(
    'acequia.yaml',
    `data_sources:${bucket('refused', refusingPort)}${bucket('away', closedPort)}
  - name: unsigned
    knowledge_base: handbook
    type: slack
`,
  );
  expect(await run('apply')).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  place.remove();
});

describe('a source that does not let us in', () => {
  it('ends with exit code 4 when the password is wrong, which is shown nowhere', async () => {
    const { code, stdout, stderr } = await run('sync', 'refused', '--json');
    expect(code).toBe(4);
    expect(JSON.parse(stdout).syncs).toMatchObject([
      { dataSource: 'refused', status: 'failed', errorKind: 'auth', remedy: expect.any(String) },
    ]);
    expect(stdout + stderr).not.toContain(environment.TEST_S3_SECRET);
    const checks = await run('validate', 'refused');
    expect(checks).toMatchObject({ code: 1, stdout: expect.stringContaining('✗') });
  });

  it('ends with exit code 4 when there are no credentials', async () => {
    const { code, stdout } = await run('sync', 'unsigned', '--json');
    expect(code).toBe(4);
    expect(JSON.parse(stdout).syncs).toMatchObject([
      { status: 'failed', errorKind: 'auth', remedy: expect.stringContaining('credentials') },
    ]);
    expect(await run('validate', 'unsigned')).toMatchObject({ code: 4, stderr: expect.stringContaining('token') });
  });
});

describe('a source that does not answer', () => {
  it('ends with exit code 8: the same command may succeed later', async () => {
    const { code, stderr } = await run('sync', 'away');
    expect(code).toBe(8);
    expect(stderr).toContain('away: ');
  });
});

describe('several data sources', () => {
  it('are all tried, and the gravest exit code is told', async () => {
    const { code, stdout } = await run('sync', '--json');
    expect(code).toBe(4);
    expect(JSON.parse(stdout).syncs).toHaveLength(3);
  });
});

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { TemporaryWorkspace } from './temporary-workspace.ts';

let place: TemporaryWorkspace;
let server: Server;
/** The access key of each request that arrives. */
const keys: (string | undefined)[] = [];
const run = (...args: string[]) => runHere(args, { cwd: place.folder });

beforeAll(async () => {
  place = new TemporaryWorkspace();
  server = createServer((request, response) => {
    keys.push(/Credential=(\w+)\//.exec(request.headers.authorization ?? '')?.[1]);
    response.end('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  place.write(
    'elsewhere/sources.yaml',
    `data_sources:
  - name: bucket
    knowledge_base: handbook
    type: s3
    settings: { bucket: team-files, endpoint: "http://127.0.0.1:${port}" }
    credentials: { accessKeyId: reader, secretAccessKey: { file: secret.txt } }
`,
  );
  place.write('elsewhere/secret.txt', 'canary-secret\n');
  place.write('acequia.yaml', 'data_sources: []\n');
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  place.remove();
});

describe('apply -f', () => {
  it('takes another file, whose paths start at its own folder', async () => {
    const applied = await run('apply', '-f', 'elsewhere/sources.yaml');
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('create     data source bucket') });
    expect(await run('validate', 'bucket')).toMatchObject({ code: 0 });
    expect(keys).toContain('reader');
    const own = await run('apply', '--dry-run', '--prune');
    expect(own.stdout).toContain('delete     data source bucket');
  });

  it('takes a file that is not there for a mistake, not for an empty one', async () => {
    const { code, stderr } = await run('apply', '-f', 'elsewhere/source.yaml', '--prune');
    expect(code).toBe(3);
    expect(stderr).toContain(join(place.folder, 'elsewhere/source.yaml'));
    expect(JSON.parse((await run('completion', '--names', 'data-sources', '--json')).stdout)).toEqual({
      names: ['bucket'],
    });
  });
});

describe('encryption rotate', () => {
  it('gives all secrets a new key, and they still open', async () => {
    const keyFile = join(place.folder, '.acequia/key');
    const before = readFileSync(keyFile, 'utf8');
    const { code, stderr } = await run('encryption', 'rotate');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('encrypted with the new key') });
    const after = readFileSync(keyFile, 'utf8');
    expect(after).not.toBe(before);
    expect(after).not.toContain(before.trim());
    keys.length = 0;
    expect(await run('validate', 'bucket')).toMatchObject({ code: 0 });
    expect(keys).toContain('reader');
    const database = readFileSync(join(place.folder, '.acequia/acequia.db'), 'latin1');
    expect(database).not.toContain('canary-secret');
    expect(JSON.parse((await run('encryption', 'rotate', '--json')).stdout)).toEqual({ sealed: 2 });
  });
});

describe('pause and resume', () => {
  it('refuse syncs meanwhile, and leave the source out where all are meant', async () => {
    const paused = await run('pause', 'bucket', '--json');
    expect(JSON.parse(paused.stdout)).toEqual({ dataSources: [{ name: 'bucket', status: 'paused' }] });
    const refused = await run('sync', 'bucket');
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('acequia resume bucket') });
    const all = await run('sync', '--json');
    expect(all.code).toBe(0);
    expect(JSON.parse(all.stdout).syncs).toEqual([]);
    const resumed = await run('resume', 'bucket');
    expect(resumed).toMatchObject({ code: 0, stderr: expect.stringContaining('synced again') });
    expect(await run('sync', 'bucket')).toMatchObject({ code: 0, stdout: expect.stringContaining('success') });
  });

  it('change nothing when one of the names is wrong', async () => {
    expect(await run('pause', 'bucket', 'buckett')).toMatchObject({ code: 3 });
    expect(await run('sync', 'bucket', '--dry-run')).toMatchObject({ code: 0 });
    expect(JSON.parse((await run('resume', 'bucket', '--json')).stdout)).toEqual({
      dataSources: [{ name: 'bucket', status: 'active' }],
    });
  });
});

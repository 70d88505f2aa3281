import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeKey, signRequest } from '@acequia/object-storage-kit';
import { findFreePort } from '../../../../tests/servers/find-free-port.ts';
import { removeAbandonedFolders } from '../../../../tests/servers/remove-abandoned-folders.ts';
import { startServerProcess } from '../../../../tests/servers/server-process.ts';

/** A store with a bucket `team-files`, a data folder and a port of its own on 127.0.0.1. */
export interface S3rver {
  readonly port: number;
  readonly url: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  put(key: string, body: string | Uint8Array, headers?: Readonly<Record<string, string>>): Promise<void>;
  delete(key: string): Promise<void>;
  /** SIGKILL; the data stays for `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export const bucket = 'team-files';
/** For virtual-host style: the bucket's name and a dot come before it. */
export const serviceHost = 's3.example.test';

const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const prefix = 'acequia-s3rver-';
const require = createRequire(import.meta.url);

/** Starts s3rver, which ends with this process at the latest. It takes any signature of a key that it knows: the fake is strict. Its page tokens use a cipher that Node has only on request. */
export async function startS3rver(): Promise<S3rver> {
  await removeAbandonedFolders(tmpdir(), prefix);
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const port = await findFreePort();
  const program = join(dirname(require.resolve('s3rver/package.json')), 'bin/s3rver.js');
  const flags = [
    ...['--openssl-legacy-provider', program, '--silent', '--directory', folder, '--address', '127.0.0.1'],
    ...['--port', `${port}`, '--service-endpoint', serviceHost.replace(/^s3\./, ''), '--configure-bucket', bucket],
  ];
  const start = () => startServerProcess(process.execPath, flags, port, { ready: 'accepts' });
  let server = await start();
  const url = `http://127.0.0.1:${port}`;
  const onExit = () => {
    server.killNow();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', onExit);

  async function send(
    method: string,
    key: string,
    body?: string | Uint8Array,
    headers: Readonly<Record<string, string>> = {},
  ) {
    const address = `${url}/${bucket}/${encodeKey(key)}`;
    const signing = { method, url: address, headers: { ...headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } };
    const signed = signRequest({ ...signing, keys, service: 's3', region: 'us-east-1', now: Date.now() });
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) };
    const response = await fetch(address, { method, headers: signed, ...content });
    if (!response.ok) throw new Error(`${method} ${key}: ${response.status} ${await response.text()}`);
  }

  return {
    port,
    url,
    keys,
    put: (key, body, headers) => send('PUT', key, body, headers),
    delete: (key) => send('DELETE', key),
    kill: () => server.kill(),
    async restart() {
      await server.kill();
      server = await start();
    },
    async stop() {
      process.off('exit', onExit);
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cliEntry, compileCache } from '../command/run-cli.ts';
import { runHere } from '../command/run-here.ts';
import { TemporaryWorkspace } from '../command/temporary-workspace.ts';
import { keys, TerminalProcess } from '../terminal/terminal-process.ts';
import { startBucketServer } from './bucket-server.ts';

const { enter, down, up, space, ctrlC, backspace } = keys;
let place: TemporaryWorkspace;
let terminal: TerminalProcess;

beforeEach(() => {
  place = new TemporaryWorkspace();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await terminal.close();
  place.remove();
});

function start(...args: string[]): void {
  terminal = new TerminalProcess([process.execPath, '--conditions=acequia-source', cliEntry, 'init', ...args], {
    cwd: place.folder,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, TMPDIR: place.folder, CI: undefined },
  });
}

/** Waits for a question and answers it. */
async function answer(question: string, ...typed: string[]): Promise<void> {
  await terminal.waitFor(question);
  terminal.type(...typed);
}

const leftBehind = () => readdirSync(place.folder).filter((name) => name.startsWith('acequia-init-'));
const readConfig = () => readFileSync(join(place.folder, 'own/acequia.yaml'), 'utf8');

describe('acequia init on a terminal', () => {
  it('leads from nothing to the first sync, with a wrong path corrected on the way', async () => {
    place.write('documents/guides/deep/olives.md', 'Olives are picked in November.');
    place.write('documents/notes/water.md', 'The channel is open.');
    start('own');
    await answer('Where are the documents?', enter);
    await answer('Name of the data source', 'garden', enter);
    await answer('Whole path', 'documents', enter);
    await answer('Give the whole path', backspace.repeat(9), `${place.documents}x`, enter);
    await answer('Other settings', enter);
    await terminal.waitFor(`${place.documents}x does not exist`);
    await answer('What now?', enter);
    await answer('Whole path', backspace, enter);
    await terminal.waitFor('can be read');
    await answer('What should be read?', down, enter);
    await answer('Pick from the top', enter);
    await answer('Nothing is picked yet', down, enter);
    await answer('Inside which one?', enter);
    await answer('Pick from guides', space, enter);
    await answer('Picked: deep', down, down, enter);
    await answer('Part of the name', 'NOT', enter);
    await answer('Pick from what "NOT" found', space, enter);
    await answer('Picked: deep, notes', enter);
    await answer('How often?', up, enter);
    await answer('Cron expression', '61 * * * *', enter);
    await answer('is no cron expression', backspace.repeat(10), '0 7 * * *', enter);
    await answer('Read the documents now?', enter);
    expect(await terminal.end()).toBe(0);
    expect(terminal.text).toMatch(/garden +success +4/);
    expect(terminal.text).toContain('acequia search WORDS -w own');

    const { stdout } = await runHere(['search', 'olives', '--json', '-w', 'own'], { cwd: place.folder });
    expect(JSON.parse(stdout).hits).toMatchObject([{ document: { path: 'deep/olives.md' } }]);
    expect(readConfig()).toMatch(/picks:\n +- guides\/deep\n +- notes\n +schedule:\n +incremental: 0 7 \* \* \*/);
    const again = await runHere(['apply', '-w', 'own'], { cwd: place.folder });
    expect(again.stderr).toContain('Nothing to change');
    expect(leftBehind()).toEqual([]);
  });

  it('asks for the credentials again when they are refused, and shows them nowhere', async () => {
    const server = await startBucketServer('GOODKEY');
    try {
      start('own', '--type', 's3', '--name', 'files', '--set', 'bucket=team-files');
      await answer('How to sign in to S3', enter);
      await answer('Of an account', 'BADKEY', enter);
      await answer('Secret access key', 'canary-secret', enter);
      await answer('Session token', enter);
      // Endpoint is the third of the others.
      await answer('Other settings', down, down, space, enter);
      await answer('The address of another store', 'localhost', enter);
      await answer('Invalid', backspace.repeat(9), server.url, enter);
      await answer('What now?', down, down, enter);
      await answer('Of an account', 'GOODKEY', enter);
      await answer('How often?', enter);
      await answer('Read the documents now?', down, enter);
      await terminal.waitFor('acequia sync files -w own');
      expect(await terminal.end()).toBe(0);
      for (const secret of ['canary-secret', 'GOODKEY', 'BADKEY']) expect(terminal.text).not.toContain(secret);
      expect(readConfig()).toContain(`endpoint: ${server.url}`);
      expect(readConfig()).not.toMatch(/canary-secret|signIn/);
    } finally {
      await server.close();
    }
  });

  it('knows from the way to sign in what to set and to ask, also when another is taken', async () => {
    const server = await startBucketServer('ENVIRONMENTKEY');
    try {
      const settings = ['--set', 'bucket=team-files', '--set', `endpoint=${server.url}`];
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'ENVIRONMENTKEY');
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary-secret');
      start('own', '--type', 's3', ...settings);
      await answer('Name of the data source', enter);
      await answer('Not at all, for public buckets', up, enter);
      await answer('Other settings', enter);
      await terminal.waitFor('Checking the connection');
      await answer('What now?', down.repeat(2), enter);
      await answer('Access key from the environment', down, enter);
      await answer('How often?', enter);
      await answer('Read the documents now?', down, enter);
      expect(await terminal.end()).toBe(0);
      expect(readConfig()).toContain('signIn: environment');
      expect(terminal.text).not.toContain('Sign in with');
    } finally {
      await server.close();
    }
  });

  it('asks for what an answer brings up, and leaves nothing behind when it is given up', async () => {
    start('own', '--type', 's3', '--set', 'bucket=team-files');
    await answer('Name of the data source', enter);
    await answer('What the AWS tools find on this machine', down.repeat(2), enter);
    await answer('Of the AWS configuration files', 'work', enter);
    await answer('Other settings', ctrlC);
    await terminal.waitFor('Nothing was made');
    expect(await terminal.end()).toBe(130);
    expect(existsSync(join(place.folder, 'own'))).toBe(false);
    expect(leftBehind()).toEqual([]);
  });

  it('gives up a check that gets no answer', async () => {
    const arrived = Promise.withResolvers<void>();
    const server = createServer(() => arrived.resolve()).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const endpoint = ['--set', `endpoint=http://127.0.0.1:${port}`];
      start('own', '--type', 's3', '--name', 'files', '--set', 'bucket=b-b', '--set', 'signIn=anonymous', ...endpoint);
      await answer('Other settings', enter);
      await terminal.waitFor('Checking the connection');
      await arrived.promise;
      terminal.type(ctrlC);
      await terminal.waitFor('Nothing was made');
      expect(await terminal.end()).toBe(130);
      expect(existsSync(join(place.folder, 'own'))).toBe(false);
      expect(leftBehind()).toEqual([]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

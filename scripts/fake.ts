import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type StartFake, startFakeControl, startPagedFake } from '../packages/testkit/src/index.ts';

const usage = 'Usage: pnpm fake <type> [--port N] [--control-port N] [--seed N] [--documents N]';
const connectors = new URL('../connectors/', import.meta.url);

/** The fake of a connector, from its `test/fake/index.ts`; `paged` is that of the test kit itself. */
async function findFake(type: string): Promise<StartFake | undefined> {
  if (type === 'paged') return startPagedFake;
  const file = new URL(`${type}/test/fake/index.ts`, connectors);
  if (!/^[a-z][a-z0-9-]*$/.test(type) || !existsSync(file)) return undefined;
  const { startFake } = (await import(file.href)) as { readonly startFake?: StartFake };
  return startFake;
}

async function listTypes(): Promise<string> {
  const folders = await readdir(connectors);
  const types = folders.filter((folder) => existsSync(new URL(`${folder}/test/fake/index.ts`, connectors)));
  return ['paged', ...types].join(', ');
}

/** A whole number, or undefined where the option is not given. */
function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--${name} wants a whole number, not "${text}"`);
}

/** Starts a fake with its control and keeps both until a signal comes. */
async function main(): Promise<void> {
  const number = { type: 'string' } as const;
  const options = {
    help: { type: 'boolean' } as const,
    port: number,
    'control-port': number,
    seed: number,
    documents: number,
  };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(`${usage}\nTypes with a fake: ${await listTypes()}`);
  const [type = ''] = positionals;
  const start = await findFake(type);
  if (!start) throw new Error(`${usage}\nTypes with a fake: ${await listTypes()}`);
  const port = numberOf('port', values.port);
  const given = Object.entries({
    port,
    seed: numberOf('seed', values.seed),
    documents: numberOf('documents', values.documents),
  });
  const source = await start(Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  const controlPort = numberOf('control-port', values['control-port']) ?? (port ? port + 1 : 0);
  const control = await startFakeControl(source, { port: controlPort });
  const { settings, auth, origins } = source;
  console.log(`${type}: ${source.url}\ncontrol: ${control.url} (GET / lists its routes)`);
  console.log(JSON.stringify({ settings, auth, origins, credentials: source.credentials() }, null, 2));
  const stop = async () => {
    await Promise.all([source.close(), control.close()]);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

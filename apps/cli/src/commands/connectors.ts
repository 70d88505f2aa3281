import { AcequiaError, hostConnectors, type InstalledConnector } from '@acequia/engine';
import type { Command } from 'commander';
import { exitCode } from '../exit-code.ts';
import { printConnector } from '../output/print-connector.ts';
import { printable } from '../output/printable.ts';
import { paintStatus } from '../output/status-style.ts';
import type { Terminal } from '../output/terminal.ts';
import { findNearestWorkspace } from '../session/find-workspace.ts';
import { hostManifest } from '../session/host-manifest.ts';
import { launch } from '../session/launch.ts';
import type { Session } from '../session/session.ts';

/** `acequia connectors list|info` */
export function addConnectors(program: Command): void {
  const connectors = program.command('connectors').description('what can be synced: the installed connector packages');
  connectors
    .command('list')
    .description('list them, with what is wrong with those that cannot be used')
    .action((_options, command: Command) =>
      launch(command, async (session) => {
        const { terminal, json } = session;
        const installed = await readConnectors(session);
        if (json) terminal.printJson({ connectors: installed });
        else printList(terminal, installed);
      }),
    );
  connectors
    .command('info')
    .description('show the settings and credentials that a connector takes')
    .argument('<type>', 'as `connectors list` shows it')
    .action((type: string, _options, command: Command) =>
      launch(command, async (session) => {
        const { terminal, json } = session;
        const installed = await readConnectors(session);
        const found = installed.find((each) => each.manifest?.type === type || each.package === type);
        if (!found) {
          const types = installed.flatMap(({ manifest }) => (manifest ? [manifest.type] : []));
          throw new AcequiaError('not_found', `There is no connector "${type}".`, {
            hint: types.length > 0 ? `Installed: ${types.join(', ')}.` : 'None is installed.',
          });
        }
        if (json) terminal.printJson(found);
        else printConnector(terminal, found);
        return found.state === 'ready' ? exitCode.ok : exitCode.error;
      }),
    );
  addPluginCommands(connectors);
}

/** Those of the workspace; where there is none, those that come with this command. */
async function readConnectors({ openEngine, options }: Session): Promise<InstalledConnector[]> {
  const isOutside = options.workspace === undefined && findNearestWorkspace(process.cwd()) === undefined;
  return isOutside ? hostConnectors(hostManifest) : (await openEngine()).connectors();
}

function addPluginCommands(connectors: Command): void {
  connectors
    .command('add')
    .description('install a connector package into this workspace; it does not run before it is trusted')
    .argument('<package>', 'NAME, NAME@VERSION, or the path of a tarball or folder')
    .option('--trust', 'let it run at once: its code has the rights of this process')
    .action((spec: string, { trust }: { trust?: boolean }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const added = await engine.addConnector(spec);
        const entry = trust ? await engine.trustConnector(added.package) : added;
        if (json) terminal.printJson(entry);
        else printConnector(terminal, entry);
        return entry.state === 'ready' || entry.state === 'untrusted' ? exitCode.ok : exitCode.error;
      }),
    );
  connectors
    .command('trust')
    .description('let an added package run, in the version that is installed')
    .argument('<package>', 'its name')
    .action((name: string, _options, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const entry = await (await openEngine()).trustConnector(name);
        if (json) terminal.printJson(entry);
        else printConnector(terminal, entry);
        return entry.state === 'ready' ? exitCode.ok : exitCode.error;
      }),
    );
  connectors
    .command('remove')
    .description('uninstall a package that was added; its data sources stay and say that it is missing')
    .argument('<package>', 'its name')
    .action((name: string, _options, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        await (await openEngine()).removeConnector(name);
        if (json) return terminal.printJson({ removed: name });
        terminal.say(`${printable(name)} is removed.`);
      }),
    );
}

function printList(terminal: Terminal, installed: readonly InstalledConnector[]): void {
  if (installed.length === 0) terminal.say('No connector is installed.');
  else
    terminal.printTable(
      [
        { title: 'TYPE', paint: (cell) => terminal.paint('bold', cell) },
        { title: 'STATE', paint: (cell) => paintStatus(terminal.paint, cell) },
        { title: 'DESCRIPTION', cut: 'end' },
        { title: 'PACKAGE', cut: 'start' },
        { title: 'VERSION' },
      ],
      installed.map((each) => [
        each.manifest?.type ?? '?',
        each.state,
        printable(each.reason ?? each.manifest?.description ?? ''),
        each.package,
        each.version,
      ]),
    );
}

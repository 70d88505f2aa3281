import type { DataSource, Engine } from '@acequia/engine';
import type { Command } from 'commander';
import { printable } from '../output/printable.ts';
import { launch } from '../session/launch.ts';

type Change = (engine: Engine, name: string) => Promise<DataSource>;

/** `acequia pause|resume NAME...` */
export function addPause(program: Command): void {
  add(
    program.command('pause').description('stop syncing data sources, until they are resumed; documents stay'),
    (engine, name) => engine.pauseDataSource(name),
    'is paused: no sync begins, and one that runs stops at its next checkpoint',
  );
  add(
    program.command('resume').description('sync paused data sources again'),
    (engine, name) => engine.resumeDataSource(name),
    'is synced again',
  );
}

function add(command: Command, change: Change, done: string): void {
  command.argument('<names...>', 'data sources').action((names: string[], _options, each: Command) =>
    launch(each, async ({ openEngine, terminal, json }) => {
      const engine = await openEngine();
      // An unknown name is noticed before anything changes.
      for (const name of names) await engine.dataSource(name);
      const changed: DataSource[] = [];
      for (const name of names) changed.push(await change(engine, name));
      if (json) return terminal.printJson({ dataSources: changed.map(({ name, status }) => ({ name, status })) });
      for (const { name } of changed) terminal.say(`${printable(name)} ${done}.`);
    }),
  );
}

import { Command } from 'commander';
import { launch } from '../../src/session/launch.ts';

// A command whose work has no end and no checkpoint.
await launch(new Command(), async ({ terminal }) => {
  terminal.print('working');
  return new Promise(() => undefined);
});

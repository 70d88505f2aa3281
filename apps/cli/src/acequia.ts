#!/usr/bin/env node
import { runCarriedNode } from './carried-node.ts';

// Nothing else may load before this: what Acequia stands on does not run on an older Node, some of it crashes.
const needed = 24;
const [major = 0] = process.versions.node.split('.', 1).map(Number);
if (major >= needed) {
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else if (!runCarriedNode()) {
  process.stderr.write(
    `error: Acequia needs Node.js ${needed} or newer; this is ${process.versions.node}\n` +
      'hint: install it from https://nodejs.org, or put it beside Acequia: npm install node@24\n',
  );
  process.exitCode = 1;
}

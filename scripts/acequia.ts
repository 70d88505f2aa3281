import { existsSync } from 'node:fs';

// `pnpm acequia` and `pnpm start`: the command of this clone, in the folder where the person stands. Package managers run
// scripts in the clone's root and say in INIT_CWD where they were called.
const command = new URL('../apps/cli/dist/acequia.js', import.meta.url);
if (existsSync(command)) {
  process.chdir(process.env.INIT_CWD ?? '.');
  await import(command.href);
} else {
  process.stderr.write('error: The command is not built yet.\nhint: Run `pnpm build` in the clone.\n');
  process.exitCode = 1;
}

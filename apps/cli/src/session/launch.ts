import { createEngine, type Engine } from '@acequia/engine';
import type { Command } from 'commander';
import { exitCode, exitCodeOfError } from '../exit-code.ts';
import { describeFailure, type ErrorEnvelope, printError } from '../output/print-error.ts';
import { Terminal } from '../output/terminal.ts';
import { requireWorkspace } from './find-workspace.ts';
import { hostManifest } from './host-manifest.ts';
import { catchInterruptions } from './interruption.ts';
import type { Action, GlobalOptions } from './session.ts';

const interrupted: ErrorEnvelope = { error: { code: 'interrupted', message: 'It was stopped before its end.' } };

/** Runs one command to its end: opens what it asks for, closes it, prints errors and sets the exit code. Never rejects. */
export async function launch(command: Command, action: Action): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const terminal = new Terminal(process.stdout, process.stderr);
  const { signal, release } = catchInterruptions(terminal);
  const json = options.json ?? false;
  let engine: Engine | undefined;
  // What a command waits for may not keep the process alive by itself: then it would end in the middle, as if all was well.
  const alive = setInterval(() => undefined, 60_000);
  try {
    const code = await action({
      terminal,
      options,
      json,
      interactive: !json && process.stdin.isTTY === true && process.stderr.isTTY === true,
      signal,
      async openEngine(workspace) {
        engine ??= await createEngine({
          workspace: workspace ?? requireWorkspace(options.workspace),
          host: hostManifest,
        });
        return engine;
      },
    });
    process.exitCode = code ?? exitCode.ok;
  } catch (error) {
    terminal.live.end();
    process.exitCode = signal.aborted ? exitCode.interrupted : exitCodeOfError(error);
    if (json) terminal.printJson(signal.aborted ? interrupted : describeFailure(error));
    if (!signal.aborted) printError(terminal, error, options.verbose ?? false);
  } finally {
    terminal.live.end();
    await engine?.close();
    clearInterval(alive);
    release();
  }
}

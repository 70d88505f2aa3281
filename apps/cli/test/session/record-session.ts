import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createEngine, type Engine } from '@acequia/engine';
import type { Screen } from '../../src/output/live-lines.ts';
import { Terminal } from '../../src/output/terminal.ts';
import type { Session } from '../../src/session/session.ts';

/** A session without a terminal, whose words are kept. */
export interface RecordedSession {
  readonly session: Session;
  readonly written: { readonly stdout: string; readonly stderr: string };
  /** What Ctrl-C does. */
  interrupt(): void;
}

export function recordSession(): RecordedSession {
  const written = { stdout: '', stderr: '' };
  const screen = (name: keyof typeof written) =>
    new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        written[name] += text;
        done();
      },
    }) as unknown as Screen;
  const controller = new AbortController();
  const session: Session = {
    terminal: new Terminal(screen('stdout'), screen('stderr')),
    options: {},
    json: false,
    interactive: false,
    signal: controller.signal,
    openEngine: async (workspace = '.') => openTestEngine(workspace),
  };
  return { session, written, interrupt: () => controller.abort() };
}

/** The engine of a workspace, as the command opens it. */
export function openTestEngine(workspace: string): Promise<Engine> {
  const host = fileURLToPath(new URL('../../package.json', import.meta.url));
  return createEngine({ workspace, host, environment: {} });
}

import { appendFileSync } from 'node:fs';
import type { Logger } from '@acequia/core';
import type { Redactor } from '@acequia/http';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes one JSON object a line, without secrets. A log that cannot be written is given up: it must never end a sync.
 *
 * @param fields added to each line
 */
export function createLogFile(file: string, redactor: Redactor, fields: Fields): Logger {
  const write =
    (level: string) =>
    (message: string, more: Fields = {}) => {
      const line = redactor.value({ time: new Date().toISOString(), level, message, ...fields, ...more });
      try {
        appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      } catch {
        // The sync's own record says what went wrong; a full disk shows there too.
      }
    };
  return { debug: () => undefined, info: write('info'), warn: write('warn'), error: write('error') };
}

import { Cron } from 'croner';

const fields = 'minute hour day month weekday';

/** What is wrong with a cron expression, as a sentence; undefined: nothing. */
export function cronFault(text: string): string | undefined {
  const shown = JSON.stringify(text);
  const parts = text.trim().split(/\s+/);
  const isNickname = parts.length === 1 && /^@[a-z]+$/i.test(text.trim());
  if (!isNickname && parts.length !== 5) {
    const count = text.trim() === '' ? 0 : parts.length;
    return `${shown} is no cron expression: it has ${count} of the 5 fields (${fields}), for example "*/30 * * * *"`;
  }
  try {
    if (new Cron(text, { mode: '5-part', paused: true }).nextRun()) return undefined;
    return `${shown} is a cron expression of a day that never comes`;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    return `${shown} is no cron expression (${fields}): ${reason}`;
  }
}

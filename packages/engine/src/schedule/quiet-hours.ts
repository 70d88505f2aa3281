import { Cron } from 'croner';

const pattern = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

interface QuietHours {
  /** Minutes since midnight. */
  readonly from: number;
  /** The same; before `from` when they go over midnight. */
  readonly to: number;
}

function parseQuietHours(text: string): QuietHours | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, hour = 0, minute = 0, toHour = 0, toMinute = 0] = match;
  return { from: Number(hour) * 60 + Number(minute), to: Number(toHour) * 60 + Number(toMinute) };
}

/** What is wrong with quiet hours, as a sentence; undefined: nothing. */
export function quietHoursFault(text: string): string | undefined {
  const hours = parseQuietHours(text);
  if (!hours) return `${JSON.stringify(text)} are no quiet hours: write them as "08:00-18:00" or "22:00-06:30"`;
  if (hours.from === hours.to) return `${JSON.stringify(text)} are quiet hours without an end or a beginning`;
  return undefined;
}

/** The same moment, or the end of the quiet hours that it lies in. Milliseconds since 1970. */
export function afterQuietHours(at: number, text: string | undefined, timezone: string | undefined): number {
  const hours = text === undefined ? undefined : parseQuietHours(text);
  if (!hours) return at;
  const minutes = minutesOf(at, timezone);
  const { from, to } = hours;
  const quiet = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
  if (!quiet) return at;
  const end = new Cron(`${to % 60} ${Math.floor(to / 60)} * * *`, { timezone, paused: true }).nextRun(new Date(at));
  return end?.getTime() ?? at;
}

function minutesOf(at: number, timeZone: string | undefined): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0);
}

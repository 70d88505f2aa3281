/** How a number is to be shown. */
export type NumberKind = 'number' | 'percent' | 'date' | 'time' | 'date-time' | 'duration';

const builtIn: ReadonlyMap<number, NumberKind> = new Map<number, NumberKind>([
  [9, 'percent'],
  [10, 'percent'],
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'date'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47].map((id) => [id, 'time'] as const),
  [22, 'date-time'],
  [46, 'duration'],
]);

const maxCode = 256;

/** The kind of a number format: by its number where Excel defines it, else by its code. */
export function readNumberKind(id: number, code: string | undefined): NumberKind {
  return code === undefined ? (builtIn.get(id) ?? 'number') : kindOfCode(code);
}

/** https://support.microsoft.com/office/5026bbd6-04bc-48cd-bf33-80f18b4eae68 */
function kindOfCode(written: string): NumberKind {
  const [first = ''] = written.slice(0, maxCode).split(';');
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'duration';
  const code = first
    .replace(/"[^"]*"?|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general/gi, '')
    .toLowerCase();
  const day = /[dy]|mmm/.test(code) || (code.includes('m') && !/[hs]/.test(code));
  const time = /[hs]/.test(code);
  if (day) return time ? 'date-time' : 'date';
  if (time) return 'time';
  return code.includes('%') ? 'percent' : 'number';
}

const millisecondsPerDay = 86_400_000;
/** Day 0 is 1899-12-30 for all days after the 29th of February 1900, which Excel believes in. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
/** The last day that Excel knows: 9999-12-31. */
const lastDay = 2_958_466;

/** A stored number as people read it; dates in ISO 8601. What is no number stays as it is. */
export function formatNumber(stored: string, kind: NumberKind, date1904: boolean): string {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  if (kind === 'percent') return `${tidy(value * 100)}%`;
  if (kind === 'number') return tidy(value);
  if (kind === 'duration') return formatDuration(value);
  if (value < 0 || value >= lastDay) return tidy(value);
  const day = date1904 || value >= 61 || value < 1 ? value : value + 1;
  const milliseconds = Math.round((day * millisecondsPerDay) / 1000) * 1000;
  const [date = '', time = ''] = new Date((date1904 ? epoch1904 : epoch1900) + milliseconds).toISOString().split('T');
  const clock = time.slice(0, 8);
  if (kind === 'time' || (value < 1 && !date1904)) return kind === 'date' ? date : clock;
  return kind === 'date' && clock === '00:00:00' ? date : kind === 'date' ? date : `${date} ${clock}`;
}

/** Without the noise of binary fractions: 0.1 + 0.2 is 0.3. Long ids keep their digits. */
function tidy(value: number): string {
  return String(Number(value.toPrecision(15)));
}

function formatDuration(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const two = (part: number) => String(part).padStart(2, '0');
  const sign = days < 0 ? '-' : '';
  return `${sign}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

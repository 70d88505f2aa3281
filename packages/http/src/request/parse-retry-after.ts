/** Longer waits are taken for nonsense and cut. */
const longest = 31 * 24 * 3_600_000;

const httpDate =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * Milliseconds that a Retry-After header asks for; `undefined` without a usable one. A date is compared with the answer's own
 * Date header, so that a wrong clock on either side does not matter; without one, with `now`.
 * https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(value: string | undefined, date: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (text === undefined) return undefined;
  // Some sources send fractions of a second.
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return Math.min(longest, Math.ceil(Number(text) * 1000));
  const until = parseHttpDate(text);
  if (until === undefined) return undefined;
  return Math.min(longest, Math.max(0, until - (parseHttpDate(date?.trim() ?? '') ?? now)));
}

function parseHttpDate(text: string): number | undefined {
  if (!httpDate.test(text)) return undefined;
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

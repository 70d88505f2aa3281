/**
 * The time of an HTTP date, in milliseconds since 1970; some servers write ISO 8601. Undefined without one, for what is
 * none, and for 1970, which servers give that do not know. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:[A-Z][a-z]+,? |\d{4}-\d\d-\d\dT)/.test(text)) return undefined;
  const time = Date.parse(text);
  return time > 24 * 60 * 60 * 1000 && time < 8e13 ? time : undefined;
}

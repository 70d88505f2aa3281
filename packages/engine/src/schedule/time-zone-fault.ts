/** What is wrong with the name of a time zone, as a sentence; undefined: nothing. */
export function timeZoneFault(text: string): string | undefined {
  try {
    // An offset is a time zone for some programs and not for others, and knows no daylight saving.
    if (/^[A-Za-z]/.test(text)) return void new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    // Said below.
  }
  return `${JSON.stringify(text)} is no time zone: give an IANA name such as Europe/Madrid or UTC`;
}

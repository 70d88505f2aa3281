/** A fenced code block whose fence is longer than any run of backticks inside. */
export function fenceCode(code: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code.endsWith('\n') ? code : `${code}\n`}${fence}`;
}

/** The length of the longest run of backticks. */
export function longestRun(text: string): number {
  let longest = 0;
  let at = text.indexOf('`');
  while (at !== -1) {
    let end = at + 1;
    while (text[end] === '`') end++;
    longest = Math.max(longest, end - at);
    at = text.indexOf('`', end);
  }
  return longest;
}

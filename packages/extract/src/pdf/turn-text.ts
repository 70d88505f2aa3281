/** Latin letters and numbers with what stands between them. Arabic digits are among the letters in Unicode. */
const leftToRightRun = /[A-Za-z\p{N}](?:(?:[^\u0590-\u08ff]|[\u0660-\u0669\u06f0-\u06f9])*[A-Za-z\p{N}])?/gu;

/** From the order of reading to that on the page, and back: right-to-left text turns around, numbers and Latin words in it do not. */
export function turnText(text: string): string {
  return reverse(text).replace(leftToRightRun, reverse);
}

export function reverse(text: string): string {
  return [...text].reverse().join('');
}

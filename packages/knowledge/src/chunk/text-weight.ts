/** From here on: CJK with its punctuation, kana, hangul, surrogates. */
const firstDense = 0x2e80;
const light = /^[\0-\u2e7f]*$/;

/** The length of a stretch, where a character of Chinese, Japanese or Korean counts twice: it says as much, and costs models as many tokens, as two letters. */
export function createWeight(text: string): (start: number, end: number) => number {
  if (light.test(text)) return (start, end) => end - start;
  return (start, end) => {
    let weight = end - start;
    for (let at = start; at < end; at += 1) if (text.charCodeAt(at) >= firstDense) weight += 1;
    return weight;
  };
}

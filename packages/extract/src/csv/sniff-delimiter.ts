const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const sampledLines = 50;
const sampledLength = 64 * 1024;

/** The delimiter that splits most of the first lines into the same number of fields, outside of quotes. A comma when none does. */
export function sniffDelimiter(text: string): Delimiter {
  const lines = sampleLines(text);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = scoreCounts(lines.map((line) => countOutsideQuotes(line, delimiter)));
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

function sampleLines(text: string): string[] {
  const sample = text.slice(0, sampledLength).split('\n', sampledLines);
  return sample.filter((line) => line.trim() !== '');
}

/** How many lines have the most frequent count above zero; a wider table wins a tie. */
function scoreCounts(counts: readonly number[]): number {
  const lines = new Map<number, number>();
  for (const count of counts) if (count > 0) lines.set(count, (lines.get(count) ?? 0) + 1);
  let score = 0;
  for (const [count, times] of lines) score = Math.max(score, times + Math.min(count, 1000) / 10_000);
  return score;
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const character = line[index];
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) count++;
  }
  return count;
}

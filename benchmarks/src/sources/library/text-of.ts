const syllables = [
  'ca',
  'nal',
  'wa',
  'ter',
  'gate',
  'mo',
  'ra',
  'sel',
  'fi',
  'un',
  'do',
  'lin',
  've',
  'past',
  'ko',
  're',
];
const poolSize = 4 * 1024 * 1024;

/** The same numbers at each run: a linear congruential generator. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function createNumbers(): (below: number) => number {
  let state = 42;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function writePool(): string {
  const pick = createNumbers();
  const word = () => Array.from({ length: 1 + pick(4) }, () => syllables[pick(syllables.length)]).join('');
  const words = Array.from({ length: 8192 }, word);
  let pool = '';
  while (pool.length < poolSize)
    pool += `${words[pick(words.length)]}${pick(12) > 0 ? ' ' : pick(6) > 0 ? '. ' : '.\n\n'}`;
  return pool.slice(0, poolSize);
}

let pool: string | undefined;

/** ASCII text of exactly `bytes` bytes in sentences and paragraphs; another one for each number and revision. */
export function textOf(number: number, revision: number, bytes: number): Buffer {
  pool ??= writePool();
  const head = `Document ${number}, revision ${revision}.\n\n`;
  const offset = (number * 7919 + revision * 104_729) % (poolSize - bytes);
  return Buffer.from((head + pool.slice(offset, offset + bytes)).slice(0, bytes), 'latin1');
}

import { expect, it } from 'vitest';
import { markdownOf } from './extracting.ts';
import { letterWidth, makePdf, type PdfText } from './make-pdf.ts';

const size = 12;
const width = size * letterWidth;
const space = size * 0.3;
const isHebrew = (text: string) => /\p{Script=Hebrew}/u.test(text);
const turned = (text: string) => [...text].reverse().join('');

/** Where the words of a line that starts at the right stand. They are given as they are read; "_" is a space in a run. */
function placeWords(line: string, y: number, right = 500): Required<Pick<PdfText, 'text' | 'x' | 'y' | 'size'>>[] {
  let x = right;
  return line.split(' ').map((word) => {
    const text = word.replace('_', ' ');
    x -= text.length * width;
    const placed = { text, x, y, size };
    x -= space;
    return placed;
  });
}

const shown = (word: PdfText): PdfText => (isHebrew(word.text) ? { ...word, text: turned(word.text) } : word);

function letters({ text, x = 0, ...rest }: PdfText): PdfText[] {
  if (!isHebrew(text)) return [{ text, x, ...rest }];
  return [...text].map((letter, index) => ({ ...rest, text: letter, x: x + (text.length - 1 - index) * width }));
}

/** The manners of the programs that write PDFs. */
const writers: Record<string, (line: string, y: number) => PdfText[]> = {
  'letter by letter from the right (cairo)': (line, y) => placeWords(line, y).flatMap(letters),
  'word by word from the right (LibreOffice)': (line, y) => placeWords(line, y).map(shown),
  'from left to right (Chromium)': (line, y) => placeWords(line, y).map(shown).reverse(),
  'in order into a mirrored line (Tesseract)': (line, y) =>
    placeWords(line, y).map((word) =>
      isHebrew(word.text) ? { ...word, x: word.x + word.text.length * width, mirrored: true } : word,
    ),
};

it.each(Object.keys(writers))('reads Hebrew with Latin words and numbers, written %s', async (name) => {
  const lines = ['הסכם 12.3 עם Acequia_Ltd נחתם', 'ביום 15/03/2024 שלום'];
  const page = lines.flatMap((line, index) => writers[name]?.(line, 700 - index * 15) ?? []);
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe(lines.join(' ').replace('_', ' '));
});

it.each(['from the right', 'from the left'])('reads the cells of a right-to-left table, written %s', async (manner) => {
  const rows = [
    ['דנה_כהן', 'London', '29'],
    ['יוסי_לוי', 'Paris', '34'],
  ];
  const page = rows.flatMap((row, index) => {
    const cells = row.flatMap((text, column) => placeWords(text, 700 - index * 40, 500 - column * 150).map(shown));
    return manner === 'from the right' ? cells : cells.reverse();
  });
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('דנה כהן London 29\n\nיוסי לוי Paris 34');
});

it('reads the right column before the left one', async () => {
  const column = (lines: string[], right: number) =>
    lines.flatMap((line, index) => placeWords(line, 700 - index * 15, right).flatMap(letters));
  const page = [...column(['אחת שתיים', 'שלוש ארבע'], 500), ...column(['חמש שש', 'שבע שמונה'], 250)];
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('אחת שתיים שלוש ארבע\n\nחמש שש שבע שמונה');
});

it('reads Hebrew words in a line that starts at the left', async () => {
  const y = 700;
  const page = [
    { text: 'The words', x: 72, y, size },
    ...placeWords('שלום עולם', y, 200).flatMap(letters),
    { text: 'mean peace in the world', x: 204, y, size },
  ];
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('The words שלום עולם mean peace in the world');
});

it('reads Arabic letters in the shape that they have in a word as letters', async () => {
  // Lam with alef is one sign.
  const page = [{ text: '\ufee1\ufefc\ufeb4\ufedf\ufe8d', x: 300, y: 700, size }];
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('السلام');
});

it.each([
  ['meaning', 'הסכם (ראו [סעיף] שני) נחתם'],
  ['shape', 'הסכם )ראו ]סעיף[ שני( נחתם'],
])('reads brackets that are named by their %s', async (_by, line) => {
  const page = placeWords(line, 700).map(shown);
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('הסכם (ראו [סעיף] שני) נחתם');
});

it('tells the sign of lam and alef from alef and lam', async () => {
  const y = 700;
  const page = [
    { text: 'Peace', x: 72, y: 730, size },
    { text: turned('الس\ue000م'), x: 300, y, size },
    { text: `12 ${turned('العالم')}`, x: 200, y, size },
    { text: turned('\ue000 الك\ue000م'), x: 100, y, size },
  ];
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('Peace\n\nالسلام العالم 12 لا الكلام');
});

it.each([
  // What is drawn by itself comes before its letter from left to right, and after it from right to left.
  [
    'before their letter',
    [
      ['\u05b8', 300],
      ['ש', 300],
      ['ב', 306],
    ],
  ],
  [
    'after their letter',
    [
      ['ב', 306],
      ['ש\u05b8', 300],
    ],
  ],
] as const)('keeps marks with their letter, written %s', async (_manner, pieces) => {
  const page = pieces.map(([text, x]) => ({ text, x, y: 700, size }));
  expect(await markdownOf(makePdf([page]), 'a.pdf')).toBe('בש\u05b8');
});

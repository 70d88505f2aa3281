import { type PdfPage, rightToLeftLetter, type TextItem } from './text-piece.ts';
import { reverse, turnText } from './turn-text.ts';

/** Lam with an alef, turned around. */
const suspicious = /[\u0622\u0623\u0625\u0627]\u0644/;
const rightToLeftRun = /[\u0590-\u08ff](?:[^A-Za-z]*[\u0590-\u08ff])?/g;
/** How many letters ahead those of an item are looked for: some that are shown are missing in the text. */
const reach = 1000;

/** The letters of all signs of a page, in the order of the file and without spaces. */
interface Signs {
  readonly letters: string;
  /** Where one sign stands for several right-to-left letters, and for how many. */
  readonly ligatures: ReadonlyMap<number, number>;
}

/**
 * The one sign for lam and alef stands for two letters in the order of reading, which the PDF library turns around with the signs:
 * "السلام" becomes "السالم". Only the signs tell it from alef and lam, and they take as long to read as the text: only Arabic is
 * worth it.
 */
export async function keepLigatures(page: PdfPage, items: readonly TextItem[]): Promise<readonly TextItem[]> {
  if (!items.some(isSuspicious)) return items;
  const signs = await readSigns(page);
  if (signs.ligatures.size === 0) return items;
  let position = 0;
  return items.map((item) => {
    const visual = turn(item, item.str);
    const letters = visual.replace(/\s/g, '');
    const end = position + letters.length + (isSuspicious(item) ? reach : 0);
    const ahead = signs.letters.slice(position, end).indexOf(letters);
    if (ahead === -1) return item;
    const start = position + ahead;
    position = start + letters.length;
    return isSuspicious(item) ? { ...item, str: turn(item, turnLigatures(visual, start, signs.ligatures)) } : item;
  });
}

function isSuspicious({ str }: TextItem): boolean {
  return suspicious.test(str);
}

/** From the order of reading to that on the page, and back. */
function turn({ dir }: TextItem, text: string): string {
  return dir === 'rtl' ? turnText(text) : text.replace(rightToLeftRun, turnText);
}

/** The text as it stands on the page, with the letters of each sign turned too: all of it turns back together. */
function turnLigatures(visual: string, start: number, ligatures: Signs['ligatures']): string {
  let turned = '';
  let position = start;
  for (let index = 0; index < visual.length; ) {
    const length = /\s/.test(visual.charAt(index)) ? 0 : (ligatures.get(position) ?? 1);
    const step = Math.max(length, 1);
    turned += reverse(visual.slice(index, index + step));
    index += step;
    position += length;
  }
  return turned;
}

/** Nothing when the page cannot be drawn: its text is good enough. */
async function readSigns(page: PdfPage): Promise<Signs> {
  const ligatures = new Map<number, number>();
  const parts: string[] = [];
  let position = 0;
  for (const sign of (await readDrawing(page)).flatMap(signsOf)) {
    const letters = sign.replace(/\s/g, '');
    if (letters.length > 1 && rightToLeftLetter.test(letters)) ligatures.set(position, letters.length);
    parts.push(letters);
    position += letters.length;
  }
  return { letters: parts.join(''), ligatures };
}

async function readDrawing(page: PdfPage): Promise<readonly unknown[]> {
  try {
    return (await page.getOperatorList()).argsArray;
  } catch {
    return [];
  }
}

/** What an operator shows, when it shows text: a list of signs, and of numbers that move what follows. */
function signsOf(operands: unknown): string[] {
  const shown: unknown = Array.isArray(operands) ? operands[0] : undefined;
  return Array.isArray(shown) ? shown.flatMap((sign: unknown) => (isSign(sign) ? [sign.unicode] : [])) : [];
}

function isSign(value: unknown): value is { readonly unicode: string } {
  return typeof value === 'object' && value !== null && 'unicode' in value && typeof value.unicode === 'string';
}

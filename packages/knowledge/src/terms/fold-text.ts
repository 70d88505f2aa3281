const ascii = /^[\0-\x7f]*$/;
/** Accents and other marks of Latin, Greek and Cyrillic letters; kana and Indic marks are elsewhere and stay. */
const accents = /[\u0300-\u036f]+/g;
/** What is invisible inside words: soft hyphen, zero-width space, joiners, variation selectors. */
const invisible = /\u00ad|[\u200b-\u200d]|\u2060|\ufeff|[\ufe00-\ufe0f]/g;
/** Letters that Unicode does not take apart although people type them so. */
const ligatures = /[ßẞæÆœŒøØłŁđĐðÐþÞħĦı]/g;
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'Ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
};
/** A character with the marks that belong to it (of half-width kana too), or conjoining jamo: nothing is composed across two of these. */
const clusters = /[\u1100-\u11ff]+|[^\p{M}]?[\p{M}\uff9e\uff9f]+|[^\p{M}\u1100-\u11ff]/gu;

/** A folded text that knows where each of its code units comes from. */
export interface FoldedText {
  readonly text: string;
  /** For each code unit of `text`, and one past its end: the offset in the original. Absent: the same offset. */
  readonly origins?: Uint32Array;
}

/** Compatibility forms unified (NFKC) and accents of Latin, Greek and Cyrillic letters removed. Case stays: it separates the words in `camelCase`. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text;
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .replace(invisible, '')
    .replace(ligatures, (found) => spelled[found] ?? found)
    .normalize('NFC');
}

/** As `foldText`, with the way back. Several times slower: for the few texts that are shown. */
export function foldWithOrigins(text: string): FoldedText {
  if (ascii.test(text)) return { text };
  const parts: string[] = [];
  const origins: number[] = [];
  for (const match of text.matchAll(clusters)) {
    const folded = foldText(match[0]);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) {
      // Code units that stayed keep their places; those that were replaced all point to the start of what they replace.
      origins.push(match.index + (folded.length === match[0].length ? unit : 0));
    }
  }
  origins.push(text.length);
  return { text: parts.join(''), origins: Uint32Array.from(origins) };
}

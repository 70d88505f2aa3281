import { foldWithOrigins } from './fold-text.ts';
import { scanTerms, type TermSink } from './scan-terms.ts';
import { TermWriter } from './term-writer.ts';

/** A term and where it stands in the original text (UTF-16 offsets, end exclusive). */
export interface LocatedTerm {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  /** `pair` and `last`: of a run of a script without spaces. `part`: inside a compound word; parts follow all others. */
  readonly kind: 'word' | 'part' | 'pair' | 'last';
}

/** The same terms in the same order as `indexTerms`, with their places. */
export function locateTerms(text: string): LocatedTerm[] {
  const { text: folded, origins } = foldWithOrigins(text);
  const found: LocatedTerm[] = [];
  const parts: LocatedTerm[] = [];
  const writer = new TermWriter('');
  const origin = (offset: number): number => (origins ? (origins[offset] ?? text.length) : offset);
  writer.open(folded);
  const encodeOne = (start: number, end: number, ascii: boolean): string => {
    writer.word(start, end, ascii);
    return writer.take();
  };
  const sink: TermSink = {
    word(start, end, ascii) {
      found.push({ term: encodeOne(start, end, ascii), start: origin(start), end: origin(end), kind: 'word' });
    },
    part(start, end, ascii) {
      parts.push({ term: encodeOne(start, end, ascii), start: origin(start), end: origin(end), kind: 'part' });
    },
    run(start, end) {
      writer.run(start, end);
      const terms = writer.take().split(' ');
      for (const [index, term] of terms.entries()) {
        const kind = index === terms.length - 1 ? 'last' : 'pair';
        const length = kind === 'last' ? 1 : 2;
        found.push({ term, start: origin(start + index), end: origin(start + index + length), kind });
      }
    },
  };
  scanTerms(folded, sink);
  for (const part of parts) found.push(part);
  return found;
}

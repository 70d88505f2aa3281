import { classes, dense, letter, separator, upper } from './character-classes.ts';

/** What is told about each term of a folded text, in order. Offsets are of UTF-16 code units. */
export interface TermSink {
  /** Letters and digits up to the next separator. `ascii`: it has nothing else. */
  word(start: number, end: number, ascii: boolean): void;
  /** One of the words inside the last `camelCase` word. */
  part(start: number, end: number, ascii: boolean): void;
  /** Characters of scripts without spaces. */
  run(start: number, end: number): void;
}

/** Walks over a text made by `foldText`. Linear; makes no objects. */
export function scanTerms(folded: string, sink: TermSink): void {
  const { length } = folded;
  let at = 0;
  while (at < length) {
    let unit = folded.charCodeAt(at);
    const kind = classes[unit];
    if (kind === separator) {
      at += 1;
      continue;
    }
    const start = at;
    if (kind === dense) {
      do at += 1;
      while (at < length && classes[folded.charCodeAt(at)] === dense);
      sink.run(start, at);
      continue;
    }
    let bits = unit;
    let previous = kind;
    let camel = false;
    at += 1;
    while (at < length) {
      unit = folded.charCodeAt(at);
      const next = classes[unit];
      if (next !== letter && next !== upper) break;
      bits |= unit;
      // Lower to upper is a cut; so is the last capital of an acronym before a word (`HTMLParser`).
      if (next === upper ? previous === letter : previous === upper && at - start >= 2) camel = true;
      previous = next;
      at += 1;
    }
    sink.word(start, at, bits < 0x80);
    if (camel) scanParts(folded, start, at, bits < 0x80, sink);
  }
}

function scanParts(folded: string, start: number, end: number, ascii: boolean, sink: TermSink): void {
  let from = start;
  for (let at = start + 1; at < end; at += 1) {
    const previous = classes[folded.charCodeAt(at - 1)];
    const current = classes[folded.charCodeAt(at)];
    const next = at + 1 < end ? classes[folded.charCodeAt(at + 1)] : separator;
    const cut = current === upper && (previous === letter || (next === letter && previous === upper));
    if (!cut || isInsideCode(folded, at - 1, at + 1, end)) continue;
    sink.part(from, at, ascii);
    from = at;
  }
  if (from > start) sink.part(from, end, ascii);
}

/** `2FA` and `H2O` are one word: a digit before a lone capital is no cut. */
function isInsideCode(folded: string, before: number, after: number, end: number): boolean {
  const unit = folded.charCodeAt(before);
  return unit >= 0x30 && unit <= 0x39 && (after >= end || classes[folded.charCodeAt(after)] !== letter);
}

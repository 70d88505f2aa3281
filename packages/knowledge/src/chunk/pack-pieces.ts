import type { Piece } from './piece.ts';

/**
 * Groups neighbours into stretches of at most `max`, closing at about `target`.
 *
 * Where a stretch ends depends on what stands there, not on what came before: of the pieces in its second half the one with
 * the smallest hash begins the next stretch. So two versions of a text that differ in one place soon agree on the borders again.
 */
export function packPieces(text: string, pieces: readonly Piece[], target: number, max: number): Piece[] {
  const packed: Piece[] = [];
  let first = 0;
  while (first < pieces.length) {
    let weight = 0;
    let next = first;
    let best = first;
    let bestHash = Number.POSITIVE_INFINITY;
    while (next < pieces.length) {
      const piece = pieces[next];
      if (!piece || (next > first && weight + piece.weight > max)) break;
      if (next > first && weight >= target / 2) {
        const hash = hashStart(text, piece);
        if (hash < bestHash) [best, bestHash] = [next, hash];
        if (weight >= target) break;
      }
      weight += piece.weight;
      next += 1;
    }
    const end = next === pieces.length && weight <= target ? next : best > first ? best : next;
    const [begin, last] = [pieces[first], pieces[end - 1]];
    if (begin && last) {
      let total = 0;
      for (let at = first; at < end; at += 1) total += pieces[at]?.weight ?? 0;
      packed.push({ start: begin.start, end: last.end, weight: total });
    }
    first = end;
  }
  return packed;
}

/** FNV-1a over the first characters. */
function hashStart(text: string, piece: Piece): number {
  let hash = 0x811c9dc5;
  const end = Math.min(piece.end, piece.start + 48);
  for (let at = piece.start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

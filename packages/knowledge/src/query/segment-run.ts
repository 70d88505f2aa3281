const words = new Intl.Segmenter('und', { granularity: 'word' });
const han = /^\p{Script=Han}$/u;
/** Chinese words of one character that say little: required, they would only hide results. */
const particles = new Set('的了是在和与及或之也都就而着过吗呢吧把被這这那');

/**
 * The words to look for in a run of a script without spaces, so that a question typed without blanks finds texts that have its
 * words elsewhere. A single Han character is kept together with its neighbour (知识|库 gives 知识 and 识库); other single
 * characters beside longer words are particles and are left out.
 */
export function segmentRun(run: string): string[] {
  const segments = [...words.segment(run)].map(({ segment }) => segment);
  const found: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1];
    if ([...segment].length > 1) found.push(segment);
    else if (han.test(segment) && !particles.has(segment)) {
      const neighbour = [...(before ?? '')].at(-1);
      const joins = neighbour !== undefined && han.test(neighbour) && !particles.has(neighbour);
      if (joins) found.push(neighbour + segment);
      else if (!followed(segments[index + 1])) found.push(segment);
    }
  }
  return found.length > 0 ? found : [run];
}

/** The next segment will take this character along. */
function followed(next: string | undefined): boolean {
  return next !== undefined && [...next].length === 1 && han.test(next) && !particles.has(next);
}

const beyondAscii = /[\ud800-\uffff]/;

/** Orders ids as their UTF-8 bytes do, which is the order of every listing of the fakes. Negative: `a` comes first. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  if (!beyondAscii.test(a) && !beyondAscii.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) || (a < b ? -1 : 1);
}

import type { FakeRequestKind, FakeRequestLog } from '../fake/fake-request-log.ts';

/**
 * Numbers of requests at which something is broken: each one, or where there are more than `most`, the first and last of
 * each kind and so many that are evenly spread.
 */
export function chooseRequests({ all }: FakeRequestLog, most = 24): number[] {
  if (all.length <= most) return all.map(({ number }) => number);
  const chosen = new Set<number>();
  const last = new Map<FakeRequestKind, number>();
  for (const { kind, number } of all) {
    if (!last.has(kind)) chosen.add(number);
    last.set(kind, number);
  }
  for (const number of last.values()) chosen.add(number);
  for (let part = 0; part < most; part += 1) chosen.add(all[Math.floor((part * all.length) / most)]?.number ?? 1);
  return [...chosen].sort((a, b) => a - b);
}

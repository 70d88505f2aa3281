import type { FakeRequestKind, FakeRequestLog } from '../fake/fake-request-log.ts';

/** Numbers of requests at which it is worth to break something: the first and the last of each kind, and one between. */
export function chooseRequests({ all }: FakeRequestLog): number[] {
  const first = new Map<FakeRequestKind, number>();
  const last = new Map<FakeRequestKind, number>();
  for (const { kind, number } of all) {
    if (!first.has(kind)) first.set(kind, number);
    last.set(kind, number);
  }
  const middle = Math.ceil(all.length / 2);
  return [...new Set([...first.values(), ...last.values(), middle])].sort((a, b) => a - b);
}

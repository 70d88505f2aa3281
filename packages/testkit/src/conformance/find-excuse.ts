import type { AnyConnector } from '@acequia/core';
import type { FakeFeature, FakeSource } from '../fake/fake-source.ts';
import type { Check } from './check.ts';

/** Whether the fake offers what it may also lack. */
const offers: Readonly<Record<FakeFeature, (source: FakeSource) => boolean>> = {
  requests: ({ cannot }) => cannot.requests === undefined,
  update: ({ mutate }) => mutate.update !== undefined,
  rename: ({ mutate }) => mutate.rename !== undefined,
  move: ({ mutate }) => mutate.move !== undefined,
  moveAcross: ({ mutate, cannot }) => mutate.move !== undefined && cannot.moveAcross === undefined,
  containers: ({ cannot }) => cannot.containers === undefined,
  delete: ({ mutate }) => mutate.delete !== undefined,
  restore: ({ mutate }) => mutate.restore !== undefined,
  setAccess: ({ mutate }) => mutate.setAccess !== undefined,
  forbid: ({ forbid }) => forbid !== undefined,
  hide: ({ hide }) => hide !== undefined,
  expireCursors: ({ expireCursors }) => expireCursors !== undefined,
  expireCredentials: ({ expireCredentials }) => expireCredentials !== undefined,
  webhook: ({ webhook }) => webhook !== undefined,
};

/** Features that are neither offered nor excused, or both. */
export function findUndeclared(source: FakeSource): string[] {
  return (Object.keys(offers) as FakeFeature[]).flatMap((feature) => {
    const reason = source.cannot[feature];
    const offered = offers[feature](source);
    if (offered && reason !== undefined) return [`${feature} is offered and in \`cannot\``];
    return offered || reason?.trim() ? [] : [`${feature} is neither offered nor in \`cannot\``];
  });
}

/** Why a check does not apply; undefined: it does. */
export function findExcuse(check: Check, connector: AnyConnector, source: FakeSource): string | undefined {
  const missing = check.needs?.find((feature) => !offers[feature](source));
  if (missing !== undefined) return source.cannot[missing] ?? `The fake does not offer ${missing}.`;
  return check.excuse?.(connector, source);
}

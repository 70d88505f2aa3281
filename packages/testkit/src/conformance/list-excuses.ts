import type { AnyConnector } from '@acequia/core';
import type { FakeSource } from '../fake/fake-source.ts';
import { findExcuse } from './find-excuse.ts';
import { groups } from './groups.ts';

/** What of the suite does not apply, with the reasons, a line each: a check, or a group of which no check applies. */
export function listExcuses(connector: AnyConnector, source: FakeSource): string[] {
  return groups.flatMap(({ name, checks }) => {
    const excused = checks.flatMap((check) => {
      const reason = findExcuse(check, connector, source);
      return reason === undefined ? [] : [{ check: check.name, reason }];
    });
    const reasons = [...new Set(excused.map(({ reason }) => reason))];
    if (excused.length === checks.length) return [`${name}: ${reasons.join(' ')}`];
    return excused.map(({ check, reason }) => `${name} > ${check}: ${reason}`);
  });
}

import type { AnyConnector } from '@acequia/core';
import { findExcuse } from './find-excuse.ts';
import { groups } from './groups.ts';
import { Subject, type SubjectOptions } from './subject.ts';

/** What became of one check. */
export interface CheckResult {
  readonly group: string;
  readonly check: string;
  readonly status: 'passed' | 'failed' | 'does not apply';
  /** The failure, or why it does not apply. */
  readonly message?: string;
}

export interface RunOptions extends SubjectOptions {
  /** Names of groups. Default: all. */
  readonly groups?: readonly string[];
  /** Stop at the first failure. Default false. */
  readonly untilFailure?: boolean;
}

/** Runs the conformance suite, or some of its groups, without a test framework. */
export async function runChecks(connector: AnyConnector, options: RunOptions): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  const sample = await options.fake();
  await sample.close();
  for (const { name: group, checks } of groups) {
    if (options.groups && !options.groups.includes(group)) continue;
    for (const check of checks) {
      const excuse = findExcuse(check, connector, sample);
      if (excuse !== undefined) {
        results.push({ group, check: check.name, status: 'does not apply', message: excuse });
        continue;
      }
      const subject = new Subject(connector, options);
      try {
        await check.run(subject);
        results.push({ group, check: check.name, status: 'passed' });
      } catch (error) {
        results.push({ group, check: check.name, status: 'failed', message: String(error) });
        if (options.untilFailure) return results;
      } finally {
        await subject.close();
      }
    }
  }
  return results;
}

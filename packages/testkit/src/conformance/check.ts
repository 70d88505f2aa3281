import type { AnyConnector } from '@acequia/core';
import type { FakeFeature, FakeSource } from '../fake/fake-source.ts';
import type { Subject } from './subject.ts';

/** One thing that a connector is tested for. */
export interface Check {
  /** Completes "a connector ...": what is true of one that is right. */
  readonly name: string;
  /** What the fake must be able to do; a reason in its `cannot` means that the check does not apply. */
  readonly needs?: readonly FakeFeature[];
  /** Why it does not apply to a connector with such a fake; undefined: it does. */
  readonly excuse?: (connector: AnyConnector, source: FakeSource) => string | undefined;
  /** Throws a {@link ConformanceFailure}. */
  run(subject: Subject): Promise<void>;
}

/** Checks of one subject matter. */
export interface Group {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** What a connector does wrong, and what its author should do. */
export class ConformanceFailure extends Error {
  override readonly name = 'ConformanceFailure';

  constructor(problem: string, advice: string) {
    super(`${problem}\n  What to do: ${advice}`);
  }
}

/** Fails with the problem and the advice unless the condition holds. */
export function demand(condition: unknown, problem: string | (() => string), advice: string): asserts condition {
  if (!condition) throw new ConformanceFailure(typeof problem === 'function' ? problem() : problem, advice);
}

/** The first lines of a list, for messages. */
export function few(lines: readonly string[], most = 8): string {
  const more = lines.length > most ? `\n  ... and ${lines.length - most} more` : '';
  return lines
    .slice(0, most)
    .map((line) => `\n  - ${line}`)
    .join('')
    .concat(more);
}

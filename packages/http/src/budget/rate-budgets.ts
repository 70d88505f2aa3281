import type { Clock } from '@acequia/core';
import { RateBudget } from './rate-budget.ts';

/** A wait that a source asked for. */
export interface Block {
  /** As given to `budget`: an identifier, never the secret. */
  readonly credential: string;
  /** Absent: the source's only limit. */
  readonly bucket?: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface RateBudgetsOptions {
  readonly clock: Clock;
  /** Called when a source asked to wait, so that the host can tell other processes, which call `block`. */
  readonly onBlock?: (block: Block) => void;
}

/** The limits of all credentials, shared by all clients of a host. */
export interface RateBudgets {
  /** The same object each time while it matters. */
  budget(credential: string, bucket?: string): RateBudget;
  /** Records what another process was told. Does not call `onBlock`. */
  block(block: Block): void;
  /** Records what this process was told, and calls `onBlock`. */
  report(block: Block): void;
}

const manyBudgets = 10_000;

export function createRateBudgets({ clock, onBlock }: RateBudgetsOptions): RateBudgets {
  const budgets = new Map<string, RateBudget>();

  function budget(credential: string, bucket?: string): RateBudget {
    const key = bucket === undefined ? credential : `${credential}\0${bucket}`;
    const known = budgets.get(key);
    if (known !== undefined) return known;
    if (budgets.size >= manyBudgets) {
      for (const [name, each] of budgets) if (each.idle) budgets.delete(name);
    }
    const made = new RateBudget(clock, bucket);
    budgets.set(key, made);
    return made;
  }

  return {
    budget,
    block: ({ credential, bucket, until }) => budget(credential, bucket).block(until),
    report(block) {
      budget(block.credential, block.bucket).block(block.until);
      onBlock?.(block);
    },
  };
}

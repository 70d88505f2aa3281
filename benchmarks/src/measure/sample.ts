import type { Cost, Engine, Phase, Scenario, Side } from './measurement.ts';

/** One measurement with what was measured. */
export interface Sample extends Cost {
  readonly side: Side;
  readonly engine: Engine;
  readonly phase: Phase;
  readonly scenario: Scenario;
  /** From 1. */
  readonly round: number;
}

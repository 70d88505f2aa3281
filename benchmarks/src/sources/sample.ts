import type { Scenario } from '../measure/measurement.ts';
import type { SourceCost, SourceSide } from './measure/source-measurement.ts';
import type { ToolCost } from './tools/run-tool.ts';

interface Sampled {
  /** Name of the source. */
  readonly source: string;
  readonly scenario: Scenario;
}

/** One measured sync. */
export interface SourceSample extends Sampled, SourceCost {
  readonly side: SourceSide;
  /** Milliseconds from a request to its answer; 0: what the machine itself needs. */
  readonly latency: number;
  /** From 1. */
  readonly round: number;
}

/** One run of a tool, without latency. */
export interface ToolSample extends Sampled, ToolCost {
  readonly tool: string;
  readonly writes: string;
}

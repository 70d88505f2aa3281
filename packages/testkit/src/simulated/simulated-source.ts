import { createManualClock, type ManualClock } from '../clock/manual-clock.ts';
import type { ReadLimits, ReadOptions } from '../connector/read-options.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { SourceModel } from '../model/source-model.ts';
import type { SourceModelOptions } from '../model/source-model-options.ts';
import { StepFaults } from './step-faults.ts';

export type StepHook = (step: number) => void | Promise<void>;

export interface SimulatedSourceOptions
  extends Omit<SourceModelOptions, 'seed' | 'clock'>,
    ReadOptions,
    Partial<ReadLimits> {
  /** Default: one of its own. */
  readonly clock?: ManualClock;
  readonly onStep?: StepHook;
}

/** A source in memory that {@link simulatedConnector} reads without HTTP. */
export interface SimulatedSource {
  /** What the source holds, with everything that can happen to it. */
  readonly model: SourceModel;
  readonly clock: ManualClock;
  readonly faults: StepFaults;
  /** Default limits: pages of 5 documents and 10 ids, an overlap of 5,000 ms. */
  readonly reading: ReadOptions & ReadLimits;
  /** Steps so far: a step is one element that any stream of the connector is about to yield, or the end of a stream. */
  readonly steps: number;
  /** Called (and waited for) before each step. What it changes comes after what was read for the current page. */
  onStep: StepHook | undefined;
  /** Takes the next step: calls the hook and answers the fault that is due. */
  step(): Promise<ReturnType<StepFaults['take']>>;
  /** What a perfect store holds now. */
  snapshot(): Snapshot;
}

/** Makes a source in memory. The same seed and the same calls give the same documents; 12 documents of 64 bytes in 2 feeds unless told. */
export function createSimulatedSource(seed: number, options: SimulatedSourceOptions = {}): SimulatedSource {
  const clock = options.clock ?? createManualClock();
  const { documents = 12, bytes = 64, feeds = 2, folders = { depth: 2, breadth: 2 }, stableIds = true } = options;
  const { mode, content, contentBatch, ids, claims, pageSize = 5, idsPageSize = 10, overlap = 5000 } = options;
  const model = new SourceModel({
    seed,
    clock,
    bytes,
    feeds,
    folders: stableIds ? folders : { depth: 0, breadth: 0 },
    documents: stableIds ? documents : 0,
    stableIds,
    skew: options.skew,
    granularity: options.granularity,
  });
  if (!stableIds) plantPaths(model, documents, folders.breadth);
  const faults = new StepFaults();
  let steps = 0;
  const source: SimulatedSource = {
    model,
    clock,
    faults,
    reading: { mode, content, contentBatch, ids, claims, pageSize, idsPageSize, overlap },
    get steps() {
      return steps;
    },
    onStep: options.onStep,
    async step() {
      const number = ++steps;
      await source.onStep?.(number);
      return faults.take(number);
    },
    snapshot: () => model.snapshot(),
  };
  return source;
}

/** Where ids are paths, documents and folders are created one by one. */
function plantPaths(model: SourceModel, documents: number, breadth: number): void {
  const places = model.feeds.flatMap((feed) => [
    feed,
    ...Array.from({ length: breadth }, (_, index) =>
      model.create({ container: true, parent: feed, title: `Folder ${index}` }),
    ),
  ]);
  for (let index = 0; index < documents; index++) {
    model.create({ parent: places[index % places.length], title: `Document ${index}` });
  }
}

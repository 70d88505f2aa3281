import type { Scenario } from '../../measure/measurement.ts';
import type { SourceCost } from '../measure/source-measurement.ts';

/** One sync of a bucket that is made up page by page. */
export interface BucketSample extends SourceCost {
  readonly objects: number;
  /** False: every object is over the size limit, so it becomes a document without content. */
  readonly contents: boolean;
  readonly scenario: Scenario;
}

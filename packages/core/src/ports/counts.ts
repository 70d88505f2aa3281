/** What a commit adds to the counters of the sync. */
export interface Counts {
  total: number;
  created: number;
  updated: number;
  moved: number;
  restored: number;
  unchanged: number;
  skipped: number;
  failed: number;
  deleted: number;
  withheld: number;
  bytes: number;
  requests: number;
}

/** One thing that `validate` looked at. */
export interface Check {
  /** Stable and short, e.g. `credentials`, `scope:read`, `root`. */
  readonly name: string;
  readonly ok: boolean;
  /** One sentence: what was found. */
  readonly message: string;
  /** When not ok: what to do. */
  readonly remedy?: string;
}

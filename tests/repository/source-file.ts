/** A file of the repository as the rules see it. */
export interface SourceFile {
  /** From the root, with `/`: `packages/core/src/index.ts`. */
  readonly path: string;
  readonly text: string;
}

/** What a rule found: `path: what is wrong and what to do`. */
export type Violation = string;

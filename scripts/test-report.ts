/** What we read of the file that vitest's `json` reporter writes: https://vitest.dev/guide/reporters#json-reporter */
export interface TestReport {
  readonly testResults: readonly TestFileResult[];
}

export interface TestFileResult {
  readonly name: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly { readonly status: string }[];
}

import type { Reach } from '../source.ts';

/** Where a tool may write, and what it reads. */
export interface ToolPlace {
  /** The same for all runs of a round. Empty at first, but for a folder `files`. */
  readonly folder: string;
  readonly reach: Reach;
}

/** What is started, in the same way at each run. */
export interface ToolCommand {
  readonly command: readonly string[];
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that people use to copy such sources. */
export interface Tool {
  /** Of the program, and of its Debian package where that is not named. */
  readonly program: string;
  readonly package?: string;
  /** What it leaves on the disk, in words. Absent: the same files, in `files` of its place. */
  readonly writes?: string;
  /** Writes the configuration that it needs. Not measured. @param program its path */
  prepare(program: string, place: ToolPlace): Promise<ToolCommand>;
}

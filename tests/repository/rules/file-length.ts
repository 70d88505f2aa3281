import type { SourceFile, Violation } from '../source-file.ts';

const longest = 300;

/** A file past 300 lines wants another room. */
export function checkFileLength(file: SourceFile): Violation[] {
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  return lines > longest ? [`${file.path}: ${lines} lines; split it, ${longest} is the most`] : [];
}

import ts from 'typescript';

/** The module names of all imports and re-exports in TypeScript text: static, type-only and dynamic. */
export function readImports(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

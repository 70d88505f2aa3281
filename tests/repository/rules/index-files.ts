import ts from 'typescript';
import type { SourceFile, Violation } from '../source-file.ts';

/** index.ts is a table of contents: `export ... from` and nothing else. */
export function checkIndexFile(file: SourceFile): Violation[] {
  if (!/(^|\/)index\.tsx?$/.test(file.path)) return [];
  const { statements } = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest);
  const others = statements.filter((statement) => !isReExport(statement));
  return others.length > 0 ? [`${file.path}: index files only re-export`] : [];
}

function isReExport(statement: ts.Statement): boolean {
  if (!ts.isExportDeclaration(statement)) return false;
  const empty =
    statement.exportClause && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.length === 0
      : false;
  return statement.moduleSpecifier !== undefined || empty;
}

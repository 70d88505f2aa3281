import ts from 'typescript';
import { findPlace } from '../package-place.ts';
import type { SourceFile, Violation } from '../source-file.ts';

/** The connector types that the manifests of connectors/ declare. */
export function readConnectorTypes(manifests: readonly SourceFile[]): string[] {
  return manifests
    .filter((file) => file.path.startsWith('connectors/'))
    .flatMap((file) => {
      const { acequia } = JSON.parse(file.text) as { acequia?: { type?: string } };
      return acequia?.type ? [acequia.type] : [];
    });
}

/** Hosts find connectors by discovery: no shipped source outside connectors/ has the name of one as a string. */
export function checkConnectorNames(file: SourceFile, types: readonly string[]): Violation[] {
  const place = findPlace(file.path);
  if (!place?.shipped || place.role === 'connectors/*') return [];
  const names = new Set(types.flatMap((type) => [type, `@acequia/connector-${type}`]));
  return readStrings(file)
    .filter((text) => names.has(text))
    .map((text) => `${file.path}: names the connector '${text}'; hosts find connectors by discovery`);
}

function readStrings(file: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest));
  return found;
}

import type { Answers } from './answers.ts';
import type { TemplateManifest } from './package-manifest.ts';

/** What the example calls its source. */
const exampleTitle = 'Example Notes';

/** The name of a connector's object in code: `myWikiConnector`. */
function identifierOf(type: string): string {
  return `${type.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Connector`;
}

const inQuotes = (text: string) => text.replace(/[\\']/g, '\\$&');

/**
 * The text of a template's file with the answers in the places of the example's own names. Only whole names are
 * replaced, in one pass, so an answer that looks like one of them stays as it is.
 */
export function fillIn(text: string, path: string, example: TemplateManifest, answers: Answers): string {
  const quote = path.endsWith('.ts') ? inQuotes : (plain: string) => plain;
  const { type, name, title, description } = answers;
  const names: Record<string, string> = {
    [example.name]: name,
    [example.description]: quote(description),
    [exampleTitle]: quote(title),
    [identifierOf(example.acequia.type)]: identifierOf(type),
    [`'${example.acequia.type}'`]: `'${type}'`,
    [`type: ${example.acequia.type}`]: `type: ${type}`,
  };
  const pattern = new RegExp(Object.keys(names).map(RegExp.escape).join('|'), 'g');
  return text.replace(pattern, (found) => names[found] ?? found);
}

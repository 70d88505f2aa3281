import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';

/** What a paragraph style means for the text. */
export interface ParagraphStyle {
  /** 1 to 6. */
  readonly heading?: number;
  readonly code?: boolean;
  readonly numberingId?: string;
  readonly numberingLevel?: number;
}

interface WrittenStyle {
  name: string;
  basedOn?: string;
  outlineLevel?: number;
  numberingId?: string;
  numberingLevel?: number;
}

const maxInheritance = 20;
const codeName = /\b(?:code|preformatted|verbatim|listing)\b/i;
/** https://learn.microsoft.com/dotnet/api/documentformat.openxml.wordprocessing.outlinelevel: 9 is body text. */
const bodyText = 9;

/** The paragraph styles by their id. */
export async function readStyles(chunks: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, ParagraphStyle>> {
  const written = new Map<string, WrittenStyle>();
  let open: WrittenStyle | undefined;
  await parseXml(chunks, {
    open(name, attributes) {
      if (name === 'style') {
        open = undefined;
        const id = readAttribute(attributes, 'styleId');
        if (id === undefined || readAttribute(attributes, 'type') !== 'paragraph') return;
        open = { name: '' };
        written.set(id, open);
      } else if (open === undefined) return;
      else if (name === 'name') open.name = readAttribute(attributes, 'val') ?? '';
      else if (name === 'basedOn') open.basedOn = readAttribute(attributes, 'val');
      else if (name === 'outlineLvl') open.outlineLevel = readNumber(attributes, 'val');
      else if (name === 'numId') open.numberingId = readAttribute(attributes, 'val');
      else if (name === 'ilvl') open.numberingLevel = readNumber(attributes, 'val');
    },
  });
  return new Map([...written.keys()].map((id) => [id, resolveStyle(id, written)]));
}

function resolveStyle(id: string, written: ReadonlyMap<string, WrittenStyle>): ParagraphStyle {
  const resolved: { -readonly [key in keyof ParagraphStyle]: ParagraphStyle[key] } = {};
  let style = written.get(id);
  for (let steps = 0; style !== undefined && steps < maxInheritance; steps++) {
    resolved.heading ??= headingLevel(style);
    resolved.code ||= codeName.test(style.name);
    resolved.numberingId ??= style.numberingId;
    resolved.numberingLevel ??= style.numberingLevel;
    style = style.basedOn === undefined ? undefined : written.get(style.basedOn);
  }
  return resolved;
}

/** 0 for a style that says that it is none. */
function headingLevel({ name, outlineLevel }: WrittenStyle): number | undefined {
  const named = /^heading ([1-9])$/i.exec(name)?.[1];
  if (named !== undefined) return Math.min(Number(named), 6);
  if (/^title$/i.test(name)) return 1;
  if (outlineLevel === undefined) return undefined;
  return outlineLevel >= bodyText ? 0 : Math.min(outlineLevel + 1, 6);
}

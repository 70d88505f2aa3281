/** A node of a mail's tree. */
export interface MimePart {
  /** Lower case: `text/plain`, `multipart/mixed`. */
  readonly type: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Default `7bit`. */
  readonly encoding?: '7bit' | '8bit' | 'base64' | 'quoted-printable';
  readonly disposition?: { readonly type: 'attachment' | 'inline'; readonly filename?: string };
  readonly contentId?: string;
  /** What it holds, decoded. Absent in multiparts. */
  readonly content?: string | Uint8Array;
  readonly children?: readonly MimePart[];
}

const boundary = 'fake-boundary';

/** Headers and body of a part as they stand in the mail; bytes as characters. */
export function serializePart(part: MimePart, depth = 0): { readonly headers: string; readonly body: string } {
  const { type, params = {}, encoding = '7bit', disposition, contentId, children } = part;
  const mark = `${boundary}-${depth}`;
  const shown = Object.entries(children ? { ...params, boundary: mark } : params);
  const lines = [
    `Content-Type: ${type}${shown.map(([name, value]) => `; ${name}="${value}"`).join('')}`,
    `Content-Transfer-Encoding: ${encoding}`,
    ...(disposition
      ? [
          `Content-Disposition: ${disposition.type}${disposition.filename === undefined ? '' : `; filename="${disposition.filename}"`}`,
        ]
      : []),
    ...(contentId === undefined ? [] : [`Content-ID: <${contentId}>`]),
  ];
  const headers = `${lines.join('\r\n')}\r\n`;
  if (!children) return { headers, body: encodeContent(part) };
  const inner = children.map((child) => {
    const { headers, body } = serializePart(child, depth + 1);
    return `--${mark}\r\n${headers}\r\n${body}\r\n`;
  });
  return { headers, body: `${inner.join('')}--${mark}--\r\n` };
}

function encodeContent({ content = '', encoding }: MimePart): string {
  const bytes = Buffer.from(content);
  if (encoding === 'base64') return bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
  if (encoding !== 'quoted-printable') return bytes.toString('latin1');
  return [...bytes.toString('latin1').replace(/\n/g, '\r\n')]
    .map((character) => (/[^\r\n\x20-\x7e]|=/.test(character) ? `=${hex(character)}` : character))
    .join('');
}

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

/** The part at `1.2`; undefined: there is none. A mail without a multipart is its own part 1. */
export function findPart(root: MimePart, path: string): MimePart | undefined {
  let at: MimePart | undefined = root;
  for (const [depth, step] of path.split('.').entries()) {
    const index = Number(step) - 1;
    if (at?.children) at = at.children[index];
    else return depth === 0 && path === '1' ? root : undefined;
  }
  return at;
}

/** BODYSTRUCTURE. https://www.rfc-editor.org/rfc/rfc9051#section-7.5.2 */
export function structureOf(part: MimePart): string {
  const { type, params = {}, encoding = '7bit', disposition, contentId, children } = part;
  const [major = '', minor = ''] = type.split('/');
  const shown = disposition
    ? `("${disposition.type}" ${listOf(disposition.filename === undefined ? {} : { filename: disposition.filename })})`
    : 'NIL';
  if (children) return `(${children.map(structureOf).join('')} ${quote(minor)} ("boundary" "b") NIL NIL NIL)`;
  const body = encodeContent(part);
  const lines = major === 'text' ? ` ${body.split('\r\n').length}` : '';
  const id = contentId === undefined ? 'NIL' : quote(`<${contentId}>`);
  return `(${quote(major)} ${quote(minor)} ${listOf(params)} ${id} NIL ${quote(encoding)} ${body.length}${lines} NIL ${shown} NIL NIL)`;
}

function listOf(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).flatMap(([name, value]) => [quote(name), quote(value)]);
  return entries.length === 0 ? 'NIL' : `(${entries.join(' ')})`;
}

/** A quoted string, or a literal for what cannot be quoted; NIL for undefined. Bytes as characters. */
export function quote(text: string | undefined): string {
  if (text === undefined) return 'NIL';
  const bytes = Buffer.from(text).toString('latin1');
  if (/[\r\n\0"\\\x80-\xff]/.test(bytes)) return `{${bytes.length}}\r\n${bytes}`;
  return `"${bytes}"`;
}

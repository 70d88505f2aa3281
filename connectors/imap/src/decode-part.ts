import PostalMime, { type Email } from 'postal-mime';
import type { Part } from './parts.ts';

/** The bytes of a part without its transfer encoding. */
export async function decodeBytes(part: Pick<Part, 'encoding'>, bytes: Buffer): Promise<Uint8Array> {
  if (part.encoding === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64');
  if (part.encoding !== 'quoted-printable') return bytes;
  const disguised = { type: 'application/octet-stream', parameters: {}, encoding: part.encoding };
  const { attachments } = await PostalMime.parse(asMail(disguised, bytes, 'attachment'));
  const [content] = attachments.map((one) => one.content);
  return typeof content === 'object' ? new Uint8Array(content) : bytes;
}

/** A part that is text, in the charset and form that its headers name. */
export async function decodeText(part: Part, bytes: Buffer): Promise<string> {
  const { text, html } = await PostalMime.parse(asMail(part, bytes, 'inline'));
  return (part.type === 'text/html' ? html : text) ?? '';
}

/** A whole mail. */
export const parseMail = (bytes: Uint8Array): Promise<Email> => PostalMime.parse(bytes);

/** The part as if it were a mail of its own: the parser knows charsets, encodings and flowed lines. */
function asMail(
  { type, parameters, encoding }: Pick<Part, 'type' | 'parameters' | 'encoding'>,
  bytes: Buffer,
  disposition: string,
): Buffer {
  const shown = Object.entries(parameters)
    .filter(([name, value]) => /^[\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(value))
    .map(([name, value]) => `; ${name}="${value.replace(/["\\]/g, '')}"`);
  const lines = [
    `Content-Type: ${type}${shown.join('')}`,
    `Content-Transfer-Encoding: ${encoding}`,
    `Content-Disposition: ${disposition}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

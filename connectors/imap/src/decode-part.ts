import { isAscii, isUtf8 } from 'node:buffer';
import PostalMime, { type Email } from 'postal-mime';
import type { PartRef } from './ref.ts';

/** The bytes of a part without its transfer encoding, exactly: mail parsers end what they decode with a line end. */
export function decodeBytes({ encoding }: Pick<PartRef, 'encoding'>, bytes: Buffer): Uint8Array {
  const text = () => bytes.toString('latin1');
  if (encoding === 'base64') return Buffer.from(text(), 'base64');
  if (encoding !== 'quoted-printable') return bytes;
  const joined = text().replace(/=\r?\n/g, '');
  const decoded = joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}

/** A part that is text, in the charset and form that its headers name. */
export async function decodeText(part: PartRef, bytes: Buffer): Promise<string> {
  const usual = decodeUsual(part, bytes);
  if (usual !== undefined) return usual;
  const { text, html } = await PostalMime.parse(asMail(part, bytes));
  return (part.type === 'text/html' ? html : text) ?? '';
}

const transferEncodings = new Set(['7bit', '8bit', 'binary', 'base64', 'quoted-printable']);

/**
 * UTF-8 and ASCII in lines as they are: nearly all mails of today, in a tenth of the parser's time. Undefined: another
 * charset, flowed lines, or bytes that are not what they are said to be.
 */
function decodeUsual(part: PartRef, bytes: Buffer): string | undefined {
  const { charset = 'utf-8', format } = part.parameters;
  if (format !== undefined || !transferEncodings.has(part.encoding)) return undefined;
  const decoded = decodeBytes(part, bytes);
  const fits = /^utf-?8$/i.test(charset) ? isUtf8(decoded) : /^us-ascii$/i.test(charset) && isAscii(decoded);
  return fits ? new TextDecoder().decode(decoded).replaceAll('\r\n', '\n') : undefined;
}

/** A whole mail. */
export const parseMail = (bytes: Uint8Array): Promise<Email> => PostalMime.parse(bytes);

/** The part as if it were a mail of its own: the parser knows charsets, encodings and flowed lines. */
function asMail({ type, parameters, encoding }: PartRef, bytes: Buffer): Buffer {
  const shown = Object.entries(parameters)
    .filter(([name, value]) => isToken(name) && /^[\x20-\x7e]*$/.test(value))
    .map(([name, value]) => `; ${name}="${value.replace(/["\\]/g, '')}"`);
  const kind = type === 'text/html' ? type : 'text/plain';
  const lines = [
    `Content-Type: ${kind}${shown.join('')}`,
    `Content-Transfer-Encoding: ${isToken(encoding) ? encoding : '8bit'}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

const isToken = (text: string) => /^[\w.-]+$/.test(text);

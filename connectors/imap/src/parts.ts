import type { MessageStructureObject } from 'imapflow';

/** A part of a mail that is fetched by its number. */
export interface Part {
  /** `1`, `2.1`. */
  readonly number: string;
  /** Media type, lower case. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Content-Transfer-Encoding, lower case. */
  readonly encoding: string;
  /** Bytes as they are stored, which base64 makes a third more. */
  readonly size: number;
  readonly filename?: string;
}

/** What of a mail is its text, and what is attached. */
export interface MailParts {
  readonly texts: readonly Part[];
  readonly files: readonly Part[];
  /** Nobody without the key can read it. */
  readonly encrypted: boolean;
}

const signatures = ['application/pgp-signature', 'application/pkcs7-signature', 'application/x-pkcs7-signature'];
const encryptions = ['application/pgp-encrypted', 'application/pkcs7-mime', 'application/x-pkcs7-mime'];

/** A line end alone is no text: mail programs send one beside their HTML. */
const emptySize = 2;

/** Sorts the parts of a mail by its BODYSTRUCTURE. */
export function sortParts(structure: MessageStructureObject): MailParts {
  const leaves = structure.childNodes ? readNode(structure) : readLeaf({ part: '1', ...structure });
  return { ...leaves, encrypted: leaves.texts.length === 0 && leaves.encrypted };
}

const nothing: MailParts = { texts: [], files: [], encrypted: false };

function readNode(node: MessageStructureObject): MailParts {
  const { type, childNodes } = node;
  // A mail in a mail is attached as a whole.
  if (!childNodes || type === 'message/rfc822') return readLeaf(node);
  const children = childNodes.map(readNode);
  const files = children.flatMap((child) => child.files);
  const encrypted = children.some((child) => child.encrypted);
  if (type === 'multipart/alternative') return { texts: chooseAlternative(children), files, encrypted };
  // Beside the HTML lie the pictures that it shows.
  const shown = type === 'multipart/related' ? files.filter((file) => !file.type.startsWith('image/')) : files;
  return { texts: children.flatMap((child) => child.texts), files: shown, encrypted };
}

/** Plain text where there is some, else the richest form, which comes last. */
function chooseAlternative(children: readonly MailParts[]): readonly Part[] {
  const forms = children.map(({ texts }) => texts).filter((texts) => texts.some(({ size }) => size > emptySize));
  const plain = forms.find((texts) => texts.every(({ type }) => type === 'text/plain'));
  return plain ?? forms.at(-1) ?? [];
}

function readLeaf(node: MessageStructureObject): MailParts {
  const { part, disposition, id } = node;
  const type = isWhole(node.type) ? node.type : 'text/plain';
  if (part === undefined || signatures.includes(type)) return nothing;
  if (encryptions.includes(type)) return { ...nothing, encrypted: node.parameters?.['smime-type'] !== 'signed-data' };
  const found = toPart(node, part);
  const attached = disposition === 'attachment' || found.filename !== undefined;
  // What Courier makes of a multipart in which there is nothing.
  if (!attached && !type.startsWith('text/') && found.size <= emptySize) return nothing;
  if (!attached && (type === 'text/plain' || type === 'text/html')) return { ...nothing, texts: [{ ...found, type }] };
  // A picture that the text shows.
  if (disposition !== 'attachment' && id !== undefined && type.startsWith('image/')) return nothing;
  return { ...nothing, files: [found] };
}

/** A type like `foo` means plain text. Servers give it as `foo/`. https://www.rfc-editor.org/rfc/rfc2045#section-5.2 */
const isWhole = (type: string) => /^[^/]+\/[^/]+$/.test(type);

function toPart(node: MessageStructureObject, number: string): Part {
  const { type, parameters = {}, dispositionParameters = {}, encoding = '7bit', size = 0, envelope } = node;
  const subject = type === 'message/rfc822' ? envelope?.subject : undefined;
  const filename = dispositionParameters.filename ?? parameters.name ?? subject;
  return {
    number,
    type,
    parameters,
    encoding,
    size,
    ...(filename !== undefined && filename !== '' && { filename }),
  };
}

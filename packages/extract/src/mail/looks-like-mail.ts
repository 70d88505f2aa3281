const searched = 16 * 1024;
const fieldLine = /^([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|$)/;
const firstField = /^[A-Za-z][A-Za-z0-9-]*:/;
/** Fields that only mail programs write. */
const technical = new Set(
  'received return-path message-id mime-version delivered-to dkim-signature x-mailer content-type x-received'.split(
    ' ',
  ),
);
const personal = new Set('from to subject date sender'.split(' '));

/** Whether bytes are a mail: they begin with a block of fields, some of which people fill in and some only programs. */
export function looksLikeMail(bytes: Uint8Array): boolean {
  const fields = readFields(bytes);
  return fields !== undefined && has(fields, personal) >= 1 && has(fields, technical) >= 1 && fields.size >= 3;
}

/** Whether what is said to be a mail may be one. */
export function mayBeMail(bytes: Uint8Array): boolean {
  const fields = readFields(bytes);
  return fields !== undefined && has(fields, personal) + has(fields, technical) >= 1;
}

function has(fields: ReadonlySet<string>, wanted: ReadonlySet<string>): number {
  let count = 0;
  for (const field of fields) if (wanted.has(field)) count++;
  return count;
}

/** The names of the fields before the first empty line, lower-case; undefined when a line is no field. */
function readFields(bytes: Uint8Array): ReadonlySet<string> | undefined {
  // Most documents do not begin with a word and a colon.
  if (!firstField.test(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 62)).toString('latin1')))
    return undefined;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, searched)).toString('latin1');
  const lines = head.split(/\r?\n/);
  if (bytes.length > searched) lines.pop();
  const fields = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (line === '') break;
    if (index > 0 && /^[ \t]/.test(line)) continue;
    const name = fieldLine.exec(line)?.[1];
    if (name === undefined) return undefined;
    fields.add(name.toLowerCase());
  }
  return fields;
}

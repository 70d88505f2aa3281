/** Text in the charset that its content type names, UTF-8 without one or with an unknown one. A byte order mark is dropped. */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  const label = charsetOf(contentType);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** In lower case; `utf-8` when none is named. */
export function charsetOf(contentType: string | undefined): string {
  const named = contentType === undefined ? undefined : /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1];
  return named?.toLowerCase() ?? 'utf-8';
}

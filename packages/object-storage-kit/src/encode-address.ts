/** A key as path of an address, each segment encoded, as signatures want it: everything but letters, digits and `-._~`. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeText).join('/');
}

/** `a=1&b=2`, encoded; members that are undefined are left out. */
export function encodeParameters(parameters: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${encodeText(name)}=${encodeText(String(value))}`]))
    .join('&');
}

function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What `encoding-type=url` did to a key: percent encoding with `+` for spaces. What was not encoded stays. */
export function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return encoded;
  }
}

/** Shorter texts would tear holes into ordinary words. */
const shortestSecret = 4;
const shortestFragment = 6;

/** Every way in which a secret may turn up in texts: as it is, URL-encoded, in JSON, in base64 (also in the middle of longer base64). */
export function secretForms(secret: string): string[] {
  if (secret.length < shortestSecret) return [];
  const wellFormed = secret.toWellFormed();
  const encoded = encodeURIComponent(wellFormed);
  const strictly = encoded.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(wellFormed).slice(1, -1);
  const forms = new Set<string>([secret, json, json.replaceAll('/', '\\/'), encodeURI(wellFormed)]);
  for (const form of [encoded, strictly, new URLSearchParams({ a: wellFormed }).toString().slice(2)]) {
    forms.add(form);
    forms.add(form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  }
  for (const form of base64Forms(Buffer.from(wellFormed))) forms.add(form);
  // A key in several lines is often printed line by line.
  for (const line of secret.split(/[\r\n]+/)) if (line.length >= 16) forms.add(line);
  return [...forms];
}

/** For each of the three positions in which bytes can start, the characters that depend on nothing but the secret. */
function* base64Forms(bytes: Buffer): Iterable<string> {
  for (let shift = 0; shift < 3; shift++) {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64url');
    const start = shift === 0 ? 0 : shift + 1;
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    const stable = whole.slice(start, end);
    if (stable.length < shortestFragment) continue;
    yield stable;
    yield stable.replaceAll('-', '+').replaceAll('_', '/');
    if (shift === 0) yield encodeURIComponent(bytes.toString('base64'));
  }
}

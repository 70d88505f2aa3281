import type { XmlAttributes } from './parse-xml.ts';

/** The value of an attribute, whatever its prefix. */
export function readAttribute(attributes: XmlAttributes, name: string): string | undefined {
  for (const key in attributes) {
    if (key === name || (key.endsWith(name) && key[key.length - name.length - 1] === ':')) return attributes[key];
  }
  return undefined;
}

/** The value of an attribute that has a prefix: `r:id` stands beside an `id` that means something else. */
export function readPrefixedAttribute(attributes: XmlAttributes, name: string): string | undefined {
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

/** A whole number from zero on; undefined when the attribute is absent or something else. */
export function readNumber(attributes: XmlAttributes, name: string): number | undefined {
  const written = readAttribute(attributes, name);
  const value = written === undefined ? Number.NaN : Number.parseInt(written, 10);
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** A property that is on when its element is there, unless that says otherwise: `<w:b w:val="0"/>`. */
export function isOn(attributes: XmlAttributes): boolean {
  const value = readAttribute(attributes, 'val');
  return value === undefined || (value !== '0' && value !== 'false' && value !== 'off' && value !== 'none');
}

/** JSON without `__proto__` keys at any depth: copying an object that has one would change its prototype. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Written plainly or with escapes for any of its letters; everything else pays for this look only.
  if (text.includes('__proto__') || (text.includes('\\u00') && /\\u00[567]/.test(text))) dropPrototypeKeys(value);
  return value;
}

function dropPrototypeKeys(root: unknown): void {
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
    for (const item of Object.values(value)) if (typeof item === 'object' && item !== null) open.push(item);
  }
}

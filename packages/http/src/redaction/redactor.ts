import { secretForms } from './secret-forms.ts';

/** Takes secrets out of whatever people or machines get to see. */
export interface Redactor {
  /** The text with `***` for each secret, without user information and secret parameters of addresses in it. */
  text(text: string): string;
  /** Plain data of any depth with every string treated like `text`. Errors become their name, message and code. */
  value(value: unknown): unknown;
  /** One that knows more secrets. */
  with(secrets: Iterable<string>): Redactor;
}

const userInformation = /(:\/\/)[^\s/?#@]{1,2000}@/g;
const secretParameter =
  /([?&;](?:[\w.-]{0,40}(?:token|secret|passw(?:or)?d|passphrase|pwd|api[-_]?key|access[-_]?key|signature|credential|session|jwt|auth)[\w.-]{0,40}|key|sig|code|pass)=)[^&\s"'<>#;]+/gi;
const deepest = 8;

/**
 * Knows the plain, URL-encoded, JSON-escaped, base64 and base64url forms of each secret. Secrets under 4 characters are
 * left alone: they would tear holes into ordinary words.
 */
export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const known = [...new Set(secrets)];
  const forms = [...new Set(known.flatMap(secretForms))].sort((a, b) => b.length - a.length);
  const pattern = forms.length === 0 ? undefined : new RegExp(forms.map(escapeForPattern).join('|'), 'g');

  function text(input: string): string {
    const cleaned = pattern === undefined ? input : input.replace(pattern, '***');
    return cleaned.replace(userInformation, '$1').replace(secretParameter, '$1***');
  }

  function value(input: unknown, depth = 0): unknown {
    if (typeof input === 'string') return text(input);
    if (typeof input !== 'object' || input === null) return input;
    if (depth === deepest) return '...';
    if (input instanceof Error) {
      const code = 'code' in input && typeof input.code === 'string' ? { code: input.code } : {};
      return { name: input.name, message: text(input.message), ...code };
    }
    if (input instanceof URL) return text(input.href);
    if (ArrayBuffer.isView(input)) return `${input.byteLength} bytes`;
    if (Array.isArray(input)) return input.map((item) => value(item, depth + 1));
    return Object.fromEntries(Object.entries(input).map(([name, item]) => [text(name), value(item, depth + 1)]));
  }

  return { text, value: (input) => value(input), with: (more) => createRedactor([...known, ...more]) };
}

function escapeForPattern(form: string): string {
  return form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

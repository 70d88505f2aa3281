import { createHash } from 'node:crypto';

/** What a digest is made of, as RFC 7616 names it. */
export interface DigestParts {
  readonly algorithm: 'md5' | 'sha256' | 'sha512-256';
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly nonce: string;
  readonly method: string;
  readonly uri: string;
  /** Absent: as servers before 1999 want it. */
  readonly counted?: { readonly nc: string; readonly cnonce: string };
  /** Whether the algorithm is one of those that end with `-sess`. */
  readonly session?: string;
}

/** The `response` of https://www.rfc-editor.org/rfc/rfc7616#section-3.4.1, written down as it stands there. */
export function expectedDigest(parts: DigestParts): string {
  const h = (text: string) => createHash(parts.algorithm).update(text).digest('hex');
  let a1 = `${parts.username}:${parts.realm}:${parts.password}`;
  if (parts.session !== undefined) a1 = `${h(a1)}:${parts.nonce}:${parts.session}`;
  const a2 = `${parts.method}:${parts.uri}`;
  const { counted } = parts;
  return counted
    ? h(`${h(a1)}:${parts.nonce}:${counted.nc}:${counted.cnonce}:auth:${h(a2)}`)
    : h(`${h(a1)}:${parts.nonce}:${h(a2)}`);
}

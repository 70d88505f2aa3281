import { SourceError } from '@acequia/core';
import { DigestSessions } from './digest-sessions.ts';
import type { RequestAuth, SignRequest } from './request-auth.ts';

/** Names and values in turn, names in lower case. */
export type FlatHeaders = readonly string[];

export interface RequestSigner {
  /** The headers of every request, where they are always the same. */
  readonly fixed?: FlatHeaders;
  /** What takes the place of `fixed` at servers that refuse it and ask for a digest. */
  readonly digest?: DigestSessions;
  /** Asks for the headers of one request. */
  sign?(request: SignRequest): Promise<Readonly<Record<string, string>>>;
  /** What must never be seen. */
  readonly secrets: readonly string[];
}

export function createRequestSigner(auth: RequestAuth): RequestSigner {
  switch (auth.type) {
    case 'none':
      return { fixed: [], secrets: [] };
    case 'token': {
      const header = (auth.header ?? 'authorization').toLowerCase();
      const value = `${auth.prefix ?? 'Bearer '}${auth.token}`;
      checkHeader(header, value);
      return { fixed: [header, value], secrets: [auth.token] };
    }
    case 'basic': {
      const encoded = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
      return {
        fixed: ['authorization', `Basic ${encoded}`],
        digest: new DigestSessions(auth.username, auth.password),
        secrets: [auth.password, `${auth.username}:${auth.password}`],
      };
    }
    case 'headers':
      return { sign: (request) => auth.headers(request), secrets: [] };
  }
}

/** Refuses what cannot be sent as a header, without saying what it was. */
function checkHeader(name: string, value: string): void {
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  throw new SourceError('bad-settings', 'The credentials contain characters that cannot be sent in a header', {
    remedy: 'Paste the token again, without line breaks or other text around it.',
  });
}

export function flattenHeaders(headers: Readonly<Record<string, string>>): string[] {
  const flat: string[] = [];
  for (const [name, value] of Object.entries(headers)) {
    checkHeader(name, value);
    flat.push(name.toLowerCase(), value);
  }
  return flat;
}

import { AcequiaError } from '@acequia/core';

/** Which origins get the credentials. */
export interface CredentialOrigins {
  include(origin: string): boolean;
}

/**
 * `https://api.example.com`, or `https://*.example.com` for every name below. Absent: all. Throws an AcequiaError
 * `bad-credential-origin` for anything else.
 */
export function createCredentialOrigins(patterns: readonly string[] | undefined): CredentialOrigins {
  if (patterns === undefined) return { include: () => true };
  const exact = new Set<string>();
  const below: { readonly start: string; readonly end: string }[] = [];
  for (const pattern of patterns) {
    const wildcard = /^(https?:\/\/)\*(\.[^/*]+)$/.exec(pattern);
    const origin = wildcard ? undefined : URL.parse(pattern)?.origin;
    if (wildcard?.[1] !== undefined && wildcard[2] !== undefined)
      below.push({ start: wildcard[1], end: wildcard[2].toLowerCase() });
    else if (origin?.startsWith('http')) exact.add(origin);
    else {
      throw new AcequiaError('bad-credential-origin', `"${pattern}" is no origin`, {
        hint: 'Write it like https://api.example.com or https://*.example.com.',
      });
    }
  }
  return {
    include: (origin) =>
      exact.has(origin) || below.some(({ start, end }) => origin.startsWith(start) && origin.endsWith(end)),
  };
}

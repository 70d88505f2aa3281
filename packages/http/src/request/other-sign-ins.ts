import { parseChallenges } from './auth-challenges.ts';

/**
 * What a server that refused name and password takes instead, e.g. `negotiate, ntlm`; undefined where it takes them, as
 * they are or as a digest, or does not say.
 */
export function otherSignIns(header: string | undefined): string | undefined {
  const schemes = parseChallenges(header ?? '').map(({ scheme }) => scheme);
  if (schemes.length === 0 || schemes.includes('basic') || schemes.includes('digest')) return undefined;
  return [...new Set(schemes)].join(', ').slice(0, 100);
}

import { SourceError } from '@acequia/core/contract';
import type { Capability } from './client.ts';

/** An error of the HTTP client in Notion's words: what is missing, and where to give it. */
export function toSourceError(error: unknown, capability: Capability): unknown {
  if (!SourceError.isInstance(error)) return error;
  if (error.kind === 'auth') {
    return new SourceError('auth', 'Notion does not accept the token: it is wrong, or access was revoked', {
      remedy: "Copy the token of the connection from Notion's developer portal again, or sign in again.",
      cause: error,
    });
  }
  if (error.kind === 'forbidden') {
    return new SourceError('forbidden', `The connection lacks the capability "${capability}"`, {
      remedy: `Switch on "${capability}" for the connection in Notion's developer portal.`,
      cause: error,
    });
  }
  if (error.kind === 'not-found') {
    return new SourceError('not-found', 'Notion has nothing there that the connection may see', {
      remedy: 'In Notion, open the page, choose Connections in its menu and add the connection.',
      cause: error,
    });
  }
  return error;
}

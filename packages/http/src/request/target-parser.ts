import { SourceError } from '@acequia/core';

/** Where a request goes. */
export interface Target {
  readonly origin: string;
  /** With the query, encoded. */
  readonly path: string;
}

/** Nothing that the URL parser would change, dots aside. */
const plainPath = /^\/[\w~!$&()*+,;=:@%/?.-]*$/;
const dotSegment = /\/(?:\.|%2e)/i;

/** Parses addresses; those that start like the one before and hold nothing odd cost next to nothing. */
export class TargetParser {
  #origin = '';

  /** Throws `bad-settings` for what is no address, no http, or has credentials in it. */
  parse(target: string | URL): Target {
    if (typeof target === 'string' && this.#origin !== '' && target.startsWith(this.#origin)) {
      const path = target.slice(this.#origin.length);
      if (plainPath.test(path) && !dotSegment.test(path)) return { origin: this.#origin, path };
    }
    const url = parseAddress(target);
    this.#origin = url.origin;
    return { origin: url.origin, path: url.pathname + url.search };
  }
}

function parseAddress(target: string | URL): URL {
  const url = typeof target === 'string' ? URL.parse(target) : target;
  if (url === null) {
    throw new SourceError('bad-settings', 'The address is not valid', {
      remedy: 'Give a whole address that starts with https:// or http://.',
    });
  }
  checkProtocol(url);
  if (url.username !== '' || url.password !== '') {
    throw new SourceError('bad-settings', `The address of ${url.host} contains credentials`, {
      remedy: 'Remove the part before the @ and use the fields for credentials.',
    });
  }
  return url;
}

/** Refuses everything but http and https. */
export function checkProtocol(url: URL): void {
  if (url.protocol === 'https:' || url.protocol === 'http:') return;
  throw new SourceError('bad-settings', `Addresses with ${url.protocol} are not supported`, {
    remedy: 'Use an address that starts with https:// or http://.',
  });
}

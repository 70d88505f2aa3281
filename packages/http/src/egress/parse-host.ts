import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A host as the system's resolver and sockets would understand it. */
export interface ParsedHost {
  /** Lower case, punycode, without brackets and final dot. */
  readonly name: string;
  /** Set when the host is an address in any notation, not a name. */
  readonly address?: ipaddr.IPv4 | ipaddr.IPv6;
}

/** `undefined` when it can be no host. Understands `0x7f.1`, `017700000001`, `2130706433`, `[::1]`, `fe80::1%eth0`. */
export function parseHost(host: string): ParsedHost | undefined {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  // The pattern behind `isIPv6` takes 10 ms to be compiled.
  if (bare.includes(':') && isIPv6(bare)) return { name: bare.toLowerCase(), address: ipaddr.IPv6.parse(bare) };
  const name = canonicalName(bare);
  if (name === undefined) return undefined;
  return ipaddr.IPv4.isValidFourPartDecimal(name) ? { name, address: ipaddr.IPv4.parse(name) } : { name };
}

/** The URL parser folds every notation that inet_aton knows into four decimal parts. */
function canonicalName(host: string): string | undefined {
  if (host === '' || /[\s/?#@:\\]/.test(host)) return undefined;
  const url = URL.parse(`http://${host}/`);
  if (url === null || url.hostname === '') return undefined;
  return url.hostname.endsWith('.') ? url.hostname.slice(0, -1) : url.hostname;
}

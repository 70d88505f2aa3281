import { lookup as systemLookup } from 'node:dns/promises';
import { AcequiaError, type ResolvedHost, SourceError } from '@acequia/core';
import ipaddr from 'ipaddr.js';
import { classifyAddress } from './classify-address.ts';
import { embeddedAddresses } from './embedded-addresses.ts';
import { isMetadataAddress, isMetadataName } from './metadata-services.ts';
import { type ParsedHost, parseHost } from './parse-host.ts';

/** One answer of a resolver. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface EgressPolicyOptions {
  /** True: addresses that are not public (loopback, private, link-local ...) may be reached. Metadata addresses never. */
  readonly allowPrivate: boolean;
  /** Exceptions: a CIDR (`10.1.0.0/16`), an address, or a host name, whose addresses may then be private. Default none. */
  readonly allow?: readonly string[];
  /** All addresses of a name, best first. Default: the system's resolver. */
  readonly lookup?: (name: string) => Promise<readonly HostAddress[]>;
}

/** Where connections may go. Each refusal is a SourceError `bad-settings` with a remedy. */
export interface EgressPolicy {
  /** Refuses an address in any notation and the names of metadata services. Another name passes: its addresses are checked by `addressesOf`. */
  checkHost(host: string): void;
  /** The addresses of a host that may be used, at least one. Connect to one of these, never to the name. */
  addressesOf(host: string): Promise<readonly HostAddress[]>;
  /** For sockets: a host, resolved once, checked and pinned. `port` from 1 to 65535. */
  resolveHost(host: string, port: number): Promise<ResolvedHost>;
}

/** Rejects malformed entries of `allow` with an AcequiaError `bad-egress-policy`. */
export function createEgressPolicy(options: EgressPolicyOptions): EgressPolicy {
  const lookup = options.lookup ?? lookupAll;
  const { networks, names } = parseAllowList(options.allow ?? []);

  /** Why this address may not be used; `undefined` when it may. */
  function refusal(address: ipaddr.IPv4 | ipaddr.IPv6, trusted: boolean): string | undefined {
    if (isMetadataAddress(address)) return 'a cloud metadata address';
    if (address.kind() === 'ipv6') {
      for (const embedded of embeddedAddresses(address as ipaddr.IPv6)) {
        const reason = refusal(embedded, trusted);
        if (reason !== undefined) return `${reason} behind an IPv6 address`;
      }
    }
    if (options.allowPrivate || trusted) return undefined;
    const found = classifyAddress(address);
    if (found.public) return undefined;
    const allowed = networks.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
    return allowed ? undefined : `a ${found.label} address`;
  }

  function checkParsed(host: ParsedHost): void {
    if (isMetadataName(host.name)) throw refused(host.name, 'a cloud metadata service');
    if (host.address === undefined) return;
    const reason = refusal(host.address, names.has(host.name));
    if (reason !== undefined) throw refused(host.name, reason);
  }

  async function addressesOf(host: string): Promise<readonly HostAddress[]> {
    const parsed = parseOrThrow(host);
    checkParsed(parsed);
    if (parsed.address !== undefined) {
      return [{ address: parsed.name, family: parsed.address.kind() === 'ipv4' ? 4 : 6 }];
    }
    let reason = 'a name without addresses';
    const usable: HostAddress[] = [];
    for (const found of await lookup(parsed.name)) {
      const why = refusal(ipaddr.parse(found.address), names.has(parsed.name));
      if (why === undefined) usable.push(found);
      else reason = why;
    }
    if (usable.length === 0) throw refused(parsed.name, reason);
    return usable;
  }

  return {
    checkHost: (host) => checkParsed(parseOrThrow(host)),
    addressesOf,
    async resolveHost(host, port) {
      if (!Number.isInteger(port) || port < 1 || port > 65_535) {
        throw new SourceError('bad-settings', `${port} is no port`, { remedy: 'Give a port from 1 to 65535.' });
      }
      const addresses = await addressesOf(host).catch((error: unknown) => {
        throw SourceError.isInstance(error) ? error : unresolved(host, error);
      });
      const [first] = addresses;
      if (first === undefined) throw refused(host, 'a name without addresses');
      return { address: first.address, family: first.family, port, host: parseOrThrow(host).name };
    },
  };
}

async function lookupAll(name: string): Promise<HostAddress[]> {
  const found = await systemLookup(name, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function parseOrThrow(host: string): ParsedHost {
  const parsed = parseHost(host);
  if (parsed === undefined) {
    throw new SourceError('bad-settings', 'The address has no valid host name', { remedy: 'Check the address.' });
  }
  return parsed;
}

function parseAllowList(entries: readonly string[]) {
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  const names = new Set<string>();
  for (const entry of entries) {
    const host = parseHost(entry);
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (host?.address !== undefined) networks.push([host.address, host.address.kind() === 'ipv4' ? 32 : 128]);
    else if (host !== undefined) names.add(host.name);
    else {
      throw new AcequiaError('bad-egress-policy', `"${entry}" is neither a host name nor an address range`, {
        hint: 'Write a host name (wiki.example.org), an address (10.0.0.5) or a range (10.0.0.0/8).',
      });
    }
  }
  return { networks, names };
}

function refused(host: string, what: string): SourceError {
  return new SourceError('bad-settings', `Connections to ${host} are not allowed: it is ${what}`, {
    remedy: what.includes('metadata')
      ? 'Use another address: metadata services are never reached.'
      : 'Use a public address, or ask the operator to add this host to the allowed addresses.',
  });
}

function unresolved(host: string, error: unknown): SourceError {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new SourceError('transient', `The name ${host} cannot be resolved${code}`, {
    remedy: 'Check the host name and the network.',
  });
}

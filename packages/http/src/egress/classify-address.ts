import ipaddr from 'ipaddr.js';

/** An IP address as the policy sees it. `public`: anybody on the Internet can be reached there. */
export interface AddressClass {
  readonly public: boolean;
  /** For people: `loopback`, `private`, `link-local` ... */
  readonly label: string;
}

const labels: Readonly<Record<string, string>> = {
  broadcast: 'broadcast',
  carrierGradeNat: 'carrier-grade NAT',
  ipv4Mapped: 'IPv4-mapped',
  linkLocal: 'link-local',
  loopback: 'loopback',
  multicast: 'multicast',
  private: 'private',
  rfc6052: 'NAT64',
  rfc6145: 'IPv4-translated',
  teredo: 'Teredo',
  uniqueLocal: 'unique-local',
  unspecified: 'unspecified',
};

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** What is not plainly public counts as not public, also ranges that nobody has assigned yet. */
export function classifyAddress(address: ipaddr.IPv4 | ipaddr.IPv6): AddressClass {
  const range = address.range();
  if (range !== 'unicast') return { public: false, label: labels[range] ?? (range === '6to4' ? '6to4' : 'reserved') };
  if (address.kind() === 'ipv6' && !address.match(globalUnicast)) return { public: false, label: 'reserved' };
  return { public: true, label: 'public' };
}

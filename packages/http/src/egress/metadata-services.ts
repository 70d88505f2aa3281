import ipaddr from 'ipaddr.js';

/** Names under which clouds offer credentials to whatever runs on a machine. Compared in lower case, without a final dot. */
const names = new Set([
  'instance-data',
  'instance-data.ec2.internal',
  'metadata',
  'metadata.azure.internal',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.tencentyun.com',
]);

/**
 * Where those names lead, and the addresses that have none.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html,
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16,
 * https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata,
 * https://www.scaleway.com/en/docs/instances/how-to/use-instance-metadata
 */
const ranges = [
  '169.254.169.0/24',
  '169.254.170.0/24',
  '169.254.0.23/32',
  '169.254.10.10/32',
  '169.254.42.42/32',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '100.96.0.96/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  'fd00:42::42/128',
  'fe80::a9fe:a9fe/128',
].map((range) => ipaddr.parseCIDR(range));

export function isMetadataName(host: string): boolean {
  return names.has(host);
}

export function isMetadataAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

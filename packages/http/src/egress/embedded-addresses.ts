import ipaddr from 'ipaddr.js';

/**
 * The IPv4 addresses that an IPv6 address stands for: packets to it can end up there. Several where two schemes read
 * the same bits; empty for an ordinary IPv6 address.
 */
export function embeddedAddresses(address: ipaddr.IPv6): ipaddr.IPv4[] {
  const bytes = address.toByteArray();
  const at = (offset: number, mask = 0) =>
    new ipaddr.IPv4(bytes.slice(offset, offset + 4).map((byte) => (byte ^ mask) & 0xff));
  const isZero = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0);
  const found: ipaddr.IPv4[] = [];
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6145':
      found.push(at(12));
      break;
    case 'rfc6052':
      found.push(...nat64Addresses(bytes, at));
      break;
    case '6to4':
      found.push(at(2));
      break;
    case 'teredo':
      // The server's address in clear, the client's inverted. https://www.rfc-editor.org/rfc/rfc4380#section-4
      found.push(at(4), at(12, 0xff));
      break;
    default:
      if (isZero(0, 12) && !isZero(12, 15)) found.push(at(12));
  }
  // ISATAP below any prefix. https://www.rfc-editor.org/rfc/rfc5214#section-6.1
  if ((bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe) {
    found.push(at(12));
  }
  return found;
}

/** 64:ff9b::/96 has it at the end; below 64:ff9b:1::/48 the operator chose a prefix length. https://www.rfc-editor.org/rfc/rfc6052#section-2.2 */
function nat64Addresses(bytes: number[], at: (offset: number) => ipaddr.IPv4): ipaddr.IPv4[] {
  if (bytes[5] !== 1) return [at(12)];
  const around = (positions: number[]) => new ipaddr.IPv4(positions.map((position) => bytes[position] ?? 0));
  return [around([6, 7, 9, 10]), around([7, 9, 10, 11]), around([9, 10, 11, 12]), at(12)];
}

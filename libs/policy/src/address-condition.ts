// IP addresses and CIDR blocks in conditions, on Node's own parser, so that there is one idea of what an address is.
import { BlockList, isIP } from 'node:net';

/** Whether an address is in the block; `undefined` for what is no address. */
export type AddressTest = (address: string) => boolean | undefined;

type Family = 'ipv4' | 'ipv6';

const mappedIpv4 = new BlockList();
mappedIpv4.addSubnet('::ffff:0:0', 96, 'ipv6');

/**
 * The test for a block of IPv4 or IPv6 addresses, or `undefined` when `cidr` is none. Without a prefix length the
 * block is that one address. IPv4 written as IPv6 (`::ffff:192.0.2.1`) counts as IPv4 in a request, since a dual-stack
 * socket writes it so, and is refused in a policy.
 */
export const parseBlock = (cidr: string): AddressTest | undefined => {
  const [address = '', length, ...rest] = cidr.split('/');
  const family = familyOf(address);
  if (family === undefined || isMappedIpv4(address) || rest.length > 0) return undefined;
  const bits = family === 'ipv4' ? 32 : 128;
  const prefixBits = length === undefined ? bits : parsePrefixBits(length, bits);
  if (prefixBits === undefined) return undefined;
  const block = new BlockList();
  block.addSubnet(address, prefixBits, family);
  return (candidate) => isInside(block, family, candidate);
};

const isInside = (block: BlockList, family: Family, address: string): boolean | undefined => {
  const written = familyOf(address);
  if (written === undefined) return undefined;
  // BlockList looks for IPv4 in wide IPv6 blocks too; to IAM they are different worlds.
  const meant = isMappedIpv4(address) ? 'ipv4' : written;
  return meant === family && block.check(address, written);
};

const familyOf = (address: string): Family | undefined => {
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
};

const isMappedIpv4 = (address: string): boolean => isIP(address) === 6 && mappedIpv4.check(address, 'ipv6');

const parsePrefixBits = (text: string, bits: number): number | undefined =>
  /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= bits ? Number(text) : undefined;

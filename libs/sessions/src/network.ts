// The network of an address: what a home or a provider's corner is known by while single addresses change.
import { isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 by its /24 and IPv6 by its /64; an IPv4 address within IPv6 (RFC 4291 §2.5.5.2) counts as IPv4. A text that is no
 * address is a network of its own.
 */
export const networkOf = (address: string): string => {
  const ipv4 = ipv4Of(address);
  if (ipv4 !== undefined) return `${ipv4.split('.').slice(0, 3).join('.')}.0/24`;
  return isIPv6(address) ? `${groupsOf(address).slice(0, 4).join(':')}::/64` : address;
};

/** The IPv4 address that a text is, or stands for within IPv6 (RFC 4291 §2.5.5.2); undefined for any other. */
export const ipv4Of = (address: string): string | undefined => {
  if (isIPv4(address)) return address;
  const groups = isIPv6(address) ? groupsOf(address) : [];
  return isMapped(groups) ? mappedIn(groups) : undefined;
};

/** All eight groups in one spelling, without leading zeros. */
const groupsOf = (ipv6: string): readonly string[] => {
  const withoutZone = ipv6.replace(/%.*/, '');
  const spelled = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const leftOut = 8 - spelled.split(':').filter(Boolean).length;
  return spelled
    .replace('::', `:${'0:'.repeat(leftOut)}`)
    .split(':')
    .filter(Boolean);
};

const isMapped = (groups: readonly string[]): boolean => groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';

const mappedIn = (groups: readonly string[]): string =>
  groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 255])
    .join('.');

import { describe, expect, test } from '@jest/globals';
import { networkOf } from './index.ts';

describe('the network of an address', () => {
  test.each([
    ['192.0.2.7', '192.0.2.255'],
    ['::ffff:192.0.2.7', '192.0.2.255'],
    ['::ffff:c000:207', '192.0.2.255'],
    ['0:0:0:0:0:FFFF:192.0.2.7', '192.0.2.255'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:0DB8:0001:0002:0:0:0:1', '2001:db8:1:2::'],
    ['2001:db8::1', '2001:db8:0:0:1::'],
    ['fe80::1%eth0', 'fe80::2%eth1'],
    ['::1', '::'],
    ['', ''],
    ['test', 'test'],
  ])('is the same for %s and %s', (one, other) => {
    expect(networkOf(one)).toBe(networkOf(other));
  });

  test.each([
    ['192.0.2.7', '192.0.3.7'],
    ['::ffff:192.0.2.7', '192.0.3.7'],
    ['::ffff:192.0.2.7', '::ffff:192.0.3.7'],
    ['::192.0.2.7', '192.0.2.7'],
    ['1::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['2001:db8:1:2::1', '2001:db8:1::1'],
    ['::1', '127.0.0.1'],
    ['192.0.2.07', '192.0.2.7'],
    ['192.0.2.7 ', '192.0.2.7'],
    ['192.0.2.0/24', '2001:db8::/64'],
    ['', 'unknown'],
  ])('is another one for %s and %s', (one, other) => {
    expect(networkOf(one)).not.toBe(networkOf(other));
  });

  test('is told by its prefix', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.0/24');
    expect(networkOf('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });
});

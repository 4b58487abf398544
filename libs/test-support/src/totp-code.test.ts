import { expect, test } from '@jest/globals';
import { totpCode } from './totp-code.ts';

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [20000000000, '353130'],
])('at %i s an app shows what RFC 6238 appendix B says', (seconds, code) => {
  expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(seconds * 1000))).toBe(code);
});

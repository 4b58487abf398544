import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { readCode, useCode } from './code.ts';
import { createSecretSealer, NO_FACTORS, parseFactorKeys, withCodesOfTheFirst } from './index.ts';
import { atStep, RFC_SECRET } from './testing/samples.ts';
import { enrolTotp, newTotpSecret, stepOf } from './totp.ts';

test('the example of the README works as it stands there', async () => {
  const keys = `v1:${Buffer.alloc(32, 1).toString('base64')}`;
  const [firstCode, now] = ['287082', atStep(1)];
  expect(newTotpSecret()).toHaveLength(20);

  const sealer = createSecretSealer(parseFactorKeys(keys));
  const secret = RFC_SECRET;
  const step = stepOf(firstCode, { secret, lastStep: 0, now })!;
  const enrolled = enrolTotp(NO_FACTORS, sealer.seal(secret, 'account-1'), step);
  const { factors, recoveryCodes } = withCodesOfTheFirst(NO_FACTORS, enrolled);
  expect(recoveryCodes).toHaveLength(10);
  expect(useCode(factors, readCode(firstCode), { secret, now })).toBeNull();
  const left = useCode(factors, readCode(recoveryCodes![0]!.toLowerCase()), { secret, now });
  expect(left?.recoveryDigests).toHaveLength(9);

  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  for (const line of [
    'createSecretSealer(parseFactorKeys(keys));',
    'stepOf(firstCode, { secret, lastStep: 0, now });',
    "enrolTotp(NO_FACTORS, sealer.seal(secret, 'account-1'), step);",
    'withCodesOfTheFirst(NO_FACTORS, enrolled);',
    'useCode(factors, readCode(firstCode), { secret, now });',
    'useCode(factors, readCode(recoveryCodes[0].toLowerCase()), { secret, now });',
  ])
    expect(readme).toContain(line);
});

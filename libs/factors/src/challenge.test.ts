import { expect, test } from '@jest/globals';
import { bindingOf, CHALLENGE_SECONDS, CHALLENGE_TRIES, challengeOf } from './challenge.ts';

const account = { epoch: 3, credentialGeneration: 5, factors: { recoveryDigests: ['one', 'two'] } };
const binding = bindingOf(account, 'receipt');

test('a challenge lasts five minutes and five tries', () => {
  expect([CHALLENGE_SECONDS, CHALLENGE_TRIES]).toEqual([300, 5]);
});

test('a challenge holds for the account as it was, and says with which epoch the session opens', () => {
  expect(challengeOf(binding, account)).toEqual({
    epoch: 3,
    credentialGeneration: 5,
    recoveryDigests: ['one', 'two'],
    receipt: 'receipt',
  });
});

test('a challenge holds although recovery codes were used since', () => {
  for (const recoveryDigests of [['two'], []])
    expect(challengeOf(binding, { ...account, factors: { recoveryDigests } })).not.toBeNull();
});

test.each([
  ['sessions were ended, a factor added or removed, or the account disabled', { ...account, epoch: 4 }],
  ['the password or the email changed', { ...account, credentialGeneration: 6 }],
  ['new recovery codes were made', { ...account, factors: { recoveryDigests: ['one', 'three'] } }],
])('a challenge is void once %s', (_what, now) => {
  expect(challengeOf(binding, now)).toBeNull();
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatCause, parseCause, type Occasion } from './rows.ts';

const occasions: readonly Occasion[] = [
  { kind: 'verify_email', cause: { why: 'registered', email: 'ada@example.com' } },
  { kind: 'verify_email', cause: { why: 'resend', email: '"quoted\\"@example.com' } },
  { kind: 'verify_email', cause: { why: 'waiting' } },
  { kind: 'verify_email', cause: { why: 'waiting_again' } },
  { kind: 'verify_email', cause: { why: 'waiting_resend' } },
  { kind: 'verify_email', cause: { why: 'pending', pendingId: 'p-1' } },
  { kind: 'verify_email', cause: { why: 'pending_resend', pendingId: 'p-1' } },
  { kind: 'reset_password', cause: { why: 'forgot', credentialGeneration: 0 } },
  { kind: 'reset_password', cause: { why: 'operator', credentialGeneration: 7 } },
  { kind: 'password_changed', cause: { credentialGeneration: 2, epoch: 3 } },
  { kind: 'email_changed', cause: { why: 'asked', to: 'ada@example.com', pendingId: 'p-1' } },
  { kind: 'email_changed', cause: { why: 'counted', to: 'ada@example.com', credentialGeneration: 2 } },
  { kind: 'second_factor_changed', cause: { factorsGeneration: 4 } },
  { kind: 'account_exists', cause: {} },
];

test.each(occasions)('a cause is read as it was written: $kind $cause', ({ kind, cause }) => {
  expect(parseCause({ kind, cause: formatCause(cause) })).toEqual({ kind, cause });
});

test.each([
  ['a kind that nobody knows', 'newsletter', '{}'],
  ['a kind that every object has', 'constructor', '{}'],
  ['what is no JSON', 'account_exists', '{'],
  ['what is no object', 'account_exists', 'null'],
  ['a list', 'verify_email', '["waiting"]'],
  ['a reason that nobody knows', 'verify_email', '{"why":"fun"}'],
  ['a reason of another form', 'verify_email', '{"why":"registered","pendingId":"p-1"}'],
  ['a member of another type', 'reset_password', '{"why":"forgot","credentialGeneration":"0"}'],
  ['a member that is missing', 'password_changed', '{"credentialGeneration":1}'],
  ['a member that nobody knows', 'account_exists', '{"why":"waiting"}'],
])('%s is no cause', (_, kind, cause) => {
  expect(parseCause({ kind, cause })).toBeNull();
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.constantFrom(...occasions), fc.oneof(fc.string(), fc.json()), ({ kind }, cause) => {
      const read = parseCause({ kind, cause });
      if (read !== null) expect(parseCause({ kind, cause: formatCause(read.cause) })).toEqual(read);
    }),
  );
});

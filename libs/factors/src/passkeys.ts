// What adding, using and removing a passkey makes of an account's factors.
import type { Factors, Passkey } from './factors.ts';

/** How many passkeys an account may have. */
export const PASSKEYS_PER_ACCOUNT = 20;

/** The factors with this passkey in them, or the code of why they may not have it: it is known, or there are too many. */
export const withPasskey = (
  factors: Factors,
  passkey: Passkey,
): Factors | 'already_enrolled' | 'limit_reached' => {
  const { passkeys } = factors;
  if (passkeys.some(({ credentialId }) => credentialId === passkey.credentialId)) return 'already_enrolled';
  if (passkeys.length >= PASSKEYS_PER_ACCOUNT) return 'limit_reached';
  return { ...factors, passkeys: [...passkeys, passkey] };
};

/** The factors without the passkey of this id of ours; null where there is none. */
export const withoutPasskey = (factors: Factors, id: string): Factors | null => {
  const passkeys = factors.passkeys.filter((passkey) => passkey.id !== id);
  return passkeys.length === factors.passkeys.length ? null : { ...factors, passkeys };
};

/** The factors once the passkey of this id has been used, and has counted so far. */
export const withUsedPasskey = (
  factors: Factors,
  { id, counter, now }: { readonly id: string; readonly counter: number; readonly now: Date },
): Factors => ({
  ...factors,
  passkeys: factors.passkeys.map((passkey) =>
    passkey.id === id ? { ...passkey, counter, lastUsedAt: now } : passkey,
  ),
});

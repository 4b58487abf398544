// The face of @gatehouse/factors. What computes codes of an app has entries of its own: @gatehouse/factors/totp and /code.
export {
  bindingOf,
  CHALLENGE_SECONDS,
  CHALLENGE_TRIES,
  challengeOf,
  type Challenge,
  type ChallengedAccount,
} from './challenge.ts';
export {
  enrolledIn,
  hasFactor,
  withCodesOfTheFirst,
  withNewCodes,
  withoutCodesOfNone,
  type FactorName,
  type MadeCodes,
} from './enrolled.ts';
export { FactorKeyError, parseFactorKeys, type FactorKey, type FactorKeys } from './factor-keys.ts';
export { NO_FACTORS, type Factors, type Passkey, type PendingTotp, type Totp } from './factors.ts';
export { PASSKEYS_PER_ACCOUNT, withoutPasskey, withPasskey, withUsedPasskey } from './passkeys.ts';
export {
  digestOfRecoveryCode,
  makeRecoveryCodes,
  type RandomBytes,
  type RecoveryCodes,
} from './recovery-codes.ts';
export { createSecretSealer, type SecretSealer } from './sealed-secrets.ts';

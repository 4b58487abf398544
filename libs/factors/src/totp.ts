// Codes of an authenticator app (RFC 6238): SHA-1, six digits, a step of 30 seconds, which is what every app can do.
import { randomBytes } from 'node:crypto';
import { HOTP, Secret, TOTP } from 'otpauth';
import type { Factors } from './factors.ts';
import type { RandomBytes } from './recovery-codes.ts';

const FORM = { algorithm: 'SHA1', digits: 6 } as const;
const STEP_SECONDS = 30;

/** An app's clock may be a step behind or ahead (RFC 6238 §5.2 asks for no more). */
const DRIFT = [-1, 0, 1];

/** As long as the hash (RFC 4226 §4, R6). */
const SECRET_BYTES = 20;

/** How long a secret that was handed out waits for its first code. */
const PENDING_MS = 600_000;

/** A new shared secret of 160 random bits. */
export const newTotpSecret = (random: RandomBytes = randomBytes): Uint8Array => random(SECRET_BYTES);

export interface TotpLabel {
  readonly secret: Uint8Array;
  /** Who asks for the codes, as the app shows it. */
  readonly issuer: string;
  /** The name of the account there: its email. */
  readonly account: string;
}

/** What an app is given: the secret in base32 (RFC 4648 §6) to type, and the URI of it to scan. */
export const presentTotp = ({ secret, issuer, account }: TotpLabel) => {
  const app = new TOTP({ ...FORM, period: STEP_SECONDS, issuer, label: account, secret: toSecret(secret) });
  return { secret: app.secret.base32, otpauth_uri: app.toString() };
};

/**
 * The step that a code is of, or null for a wrong one. A step counts once (RFC 6238 §5.2): one that is not behind `lastStep` counts
 * no more, whatever its code is.
 */
export const stepOf = (
  code: string,
  { secret, lastStep, now }: { readonly secret: Uint8Array; readonly lastStep: number; readonly now: Date },
): number | null => {
  // Digits of another script are of another length in bytes, which otpauth throws for.
  if (/\D/.test(code)) return null;
  const current = TOTP.counter({ period: STEP_SECONDS, timestamp: now.getTime() });
  const token = { ...FORM, token: code, secret: toSecret(secret), window: 0 };
  const isOf = (step: number): boolean => HOTP.validate({ ...token, counter: step }) !== null;
  return DRIFT.map((drift) => current + drift).find((step) => step > lastStep && isOf(step)) ?? null;
};

/** The factors with this secret waiting for its first code, in place of one that waited. */
export const startTotp = (factors: Factors, sealedSecret: string, now: Date): Factors => ({
  ...factors,
  pendingTotp: { sealedSecret, expiresAt: new Date(now.getTime() + PENDING_MS) },
});

/** The secret that waits for its first code, or null where none does any more. */
export const waitingTotp = ({ pendingTotp }: Factors, now: Date): string | null =>
  pendingTotp !== null && now < pendingTotp.expiresAt ? pendingTotp.sealedSecret : null;

/** The factors with the app enrolled whose first code was of `step`: that code has been used by now. */
export const enrolTotp = (factors: Factors, sealedSecret: string, step: number): Factors => ({
  ...factors,
  totp: { sealedSecret, lastStep: step },
  pendingTotp: null,
});

/** The factors with every code of the app spent that it may show at `now`, by a clock that is ahead too. */
export const withSpentCodes = ({ totp, ...factors }: Factors, now: Date): Factors => {
  const ahead = TOTP.counter({ period: STEP_SECONDS, timestamp: now.getTime() }) + Math.max(...DRIFT);
  return { ...factors, totp: totp && { ...totp, lastStep: Math.max(totp.lastStep, ahead) } };
};

const toSecret = (bytes: Uint8Array): Secret => new Secret({ buffer: Uint8Array.from(bytes).buffer });

// Enrolling an authenticator app by its first code.
import type { Account } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Factors } from '@gatehouse/factors';
import { readCode } from '@gatehouse/factors/code';
import { enrolTotp, stepOf, waitingTotp } from '@gatehouse/factors/totp';
import type { Principal } from '@gatehouse/http/principal';
import { refuseFactor } from '../login/refuse-factor.ts';
import { addFactor, type ChangeFactorsDeps } from './change-factors.ts';
import { openSecret, requireSealer, type SealerDeps } from './sealer.ts';

export interface ConfirmTotpDeps extends ChangeFactorsDeps, SealerDeps {}

export interface ConfirmTotpInput {
  readonly principal: Principal;
  readonly code: string;
}

/**
 * Enrols the app that waits; the recovery codes where it is the account's first factor, else null. Its first code counts as used. Throws
 * `not_found` without FACTOR_KEYS, `unauthorized`, `reauthentication_required`, `invalid_grant` where none waits, and
 * `invalid_credentials` for a wrong code, of which the secret waits on.
 */
export const confirmTotp = async (
  deps: ConfirmTotpDeps,
  { principal, code }: ConfirmTotpInput,
): Promise<readonly string[] | null> => {
  await requireSealer(deps);
  const decide = (account: Account) => enrolled(deps, account, code);
  return addFactor(deps, { principal, recent: false, factor: 'totp', decide });
};

const enrolled = async (deps: ConfirmTotpDeps, { id, factors }: Account, typed: string): Promise<Factors> => {
  const waiting = waitingTotp(factors, deps.now());
  if (waiting === null) throw new GatehouseError('invalid_grant');
  const { secret, renewed } = await openSecret(deps, id, waiting);
  const code = readCode(typed);
  const lookedFor = { secret, lastStep: BEFORE_ALL, now: deps.now() };
  const step = code.factor === 'totp' ? stepOf(code.digits, lookedFor) : null;
  if (step === null) return refuseFactor(deps.audit, { subject: id, factor: 'totp' });
  return enrolTotp(factors, renewed, step);
};

/** No code of this secret has been used. */
const BEFORE_ALL = -1;

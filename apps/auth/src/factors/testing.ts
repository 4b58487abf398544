// Owners with a second factor, for the tests of what needs one.
import type { Account } from '@gatehouse/db';
import { GatehouseError, type SecondFactor } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { totpCode } from '@gatehouse/test-support/totp-code';
import { principalOf, type useCasesOver } from '../testing.ts';

type Act = ReturnType<typeof useCasesOver>;

/** What a login of an account with a second factor is answered with. */
export const challengeOf = async (login: Promise<unknown>): Promise<SecondFactor> => {
  const error: unknown = await login.catch((thrown: unknown) => thrown);
  if (error instanceof GatehouseError && error.secondFactor !== undefined) return error.secondFactor;
  throw new Error('the login asked for no second factor', { cause: error });
};

/** An owner who has enrolled an app: its secret, the recovery codes, and the caller who did it. */
export interface Enrolled {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly principal: Principal;
}

/**
 * Signs in, enrols an app, and lets a minute pass, so that the next code is another one. From here on the clock is near the machine's: by
 * that one SQLite drops challenges that are long over.
 */
export const enrol = async (act: Act, { email }: Account): Promise<Enrolled> => {
  act.clock.now = new Date(Math.floor(Date.now() / 1000) * 1000);
  const principal = principalOf((await act.logIn(email)).access_token);
  const { secret } = await act.startTotp(principal);
  const recoveryCodes = await act.confirmTotp(principal, totpCode(secret, act.clock.now));
  act.pass(60);
  return { secret, recoveryCodes: recoveryCodes ?? [], principal };
};

/** The token of the challenge of a new login. */
export const challenged = async (act: Act, { email }: Account): Promise<string> =>
  (await challengeOf(act.logIn(email))).challenge_token;

/** A login with the app, a minute after the last one. */
export const logInWithApp = async (act: Act, account: Account, secret: string) => {
  act.pass(60);
  return act.completeLogin(await challenged(act, account), totpCode(secret, act.clock.now));
};

// What an owner with an authenticator app does, over the plain client.
import { totpCode } from '@gatehouse/test-support';
import type { Answer, Client, Person } from './client.ts';

export interface EnrolledApp {
  /** In base32. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The time of the last code that counted; the next one has to be of a later step. */
  readonly usedAt: Date;
}

/** Enrols an app as the account's first factor, with the code of now. */
export const enrol = async (call: Client, token: string): Promise<EnrolledApp> => {
  const { secret } = (await call('POST', '/auth/totp', { token })).body as { readonly secret: string };
  const usedAt = new Date();
  const answer = await call('POST', '/auth/totp/confirm', {
    token,
    body: { code: totpCode(secret, usedAt) },
  });
  if (answer.status !== 200) throw new Error(`the app was not enrolled: ${answer.body.code}`);
  return { secret, recoveryCodes: answer.body.recovery_codes, usedAt };
};

/** The code of now, or of the step after the last one where that is still to come: one step of drift is good. */
export const nextCode = ({ secret, usedAt }: Pick<EnrolledApp, 'secret' | 'usedAt'>): string =>
  totpCode(secret, new Date(Math.max(usedAt.getTime() + 30_000, Date.now())));

/** Logs in as far as the challenge; its token. */
export const challenge = async (call: Client, { email, password }: Person): Promise<string> => {
  const { status, body } = await call('POST', '/auth/login', { body: { email, password } });
  if (status !== 403) throw new Error(`the login asked for no second factor: ${status}`);
  return body.challenge_token;
};

export const complete = (call: Client, challengeToken: string, code: string): Promise<Answer> =>
  call('POST', '/auth/login/second-factor', { body: { challenge_token: challengeToken, code } });

// What good requests about second factors need, which no document can know: an app, a challenge, a token of both factors.
import { totpCode } from '@gatehouse/test-support';
import type { Client } from '../client.ts';
import { challenge, complete, enrol } from '../second-factor.ts';
import type { Account, World } from './world.ts';

interface Known {
  readonly token?: string;
  readonly body?: Record<string, unknown>;
}

/** The token of a login with two factors, by the first recovery code: a code of the app would count once in 30 seconds. */
export const tokenOfTwo = async (plain: Client, { person, tokens }: Account): Promise<string> => {
  const { recoveryCodes } = await enrol(plain, tokens.access_token);
  const { body } = await complete(plain, await challenge(plain, person), recoveryCodes[0] ?? '');
  return body.access_token;
};

const withTokenOfTwo = async (caller: Account, { plain }: World): Promise<Known> => ({
  token: await tokenOfTwo(plain, caller),
});

/** By operation. */
export const FACTOR_KNOWLEDGE = {
  authCompleteLogin: async ({ person, tokens }: Account, { plain }: World): Promise<Known> => {
    const { recoveryCodes } = await enrol(plain, tokens.access_token);
    return { body: { challenge_token: await challenge(plain, person), code: recoveryCodes[0] } };
  },
  authConfirmTotp: async ({ tokens }: Account, { plain }: World): Promise<Known> => {
    const { body } = await plain('POST', '/auth/totp', { token: tokens.access_token });
    return { body: { code: totpCode(body.secret, new Date()) } };
  },
  authRemoveTotp: withTokenOfTwo,
  authReplaceRecoveryCodes: withTokenOfTwo,
} as const;

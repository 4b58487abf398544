// What good requests about passkeys need, which no document can know: an authenticator, and a passkey that it holds.
import type { SoftwareAuthenticator } from '@gatehouse/passkeys/testing';
import { assertion, enrolPasskey, signInByPasskey } from '../passkeys.ts';
import { challenge } from '../second-factor.ts';
import type { Account, World } from './world.ts';

interface Known {
  readonly path?: string;
  readonly token?: string;
  readonly body?: Record<string, unknown>;
}

/** An owner of one passkey. */
export interface PasskeyOwner {
  readonly authenticator: SoftwareAuthenticator;
  /** The id of the passkey at its routes. */
  readonly id: string;
  /** Of a sign-in by it, which has two factors. */
  readonly token: string;
}

/** Makes the account an owner. */
export const ownerOfPasskey = async ({ tokens }: Account, world: World): Promise<PasskeyOwner> => {
  const authenticator = world.authenticator();
  const { body: added } = await enrolPasskey(world.plain, tokens.access_token, authenticator);
  const { body: signedIn } = await signInByPasskey(world.plain, authenticator);
  return { authenticator, id: added.id, token: signedIn.access_token };
};

/** By operation. */
export const PASSKEY_KNOWLEDGE = {
  authAddPasskey: async ({ tokens }: Account, { plain, authenticator }: World): Promise<Known> => {
    const { body } = await plain('POST', '/auth/passkeys/options', { token: tokens.access_token });
    return { body: { name: 'My laptop', credential: authenticator().create(body) } };
  },
  authRemovePasskey: async (caller: Account, world: World): Promise<Known> => {
    const { id, token } = await ownerOfPasskey(caller, world);
    return { path: `/auth/passkeys/${id}`, token };
  },
  authStartPasskeyLogin: async (caller: Account, world: World): Promise<Known> => {
    await ownerOfPasskey(caller, world);
    return { body: { challenge_token: await challenge(world.plain, caller.person) } };
  },
  authPasskeyLogin: async (caller: Account, world: World): Promise<Known> => {
    const { authenticator } = await ownerOfPasskey(caller, world);
    return { body: { credential: await assertion(world.plain, authenticator) } };
  },
} as const;

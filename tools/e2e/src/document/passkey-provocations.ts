// How codes are brought about on the routes of passkeys, where it is not as everywhere.
import type { Client } from '../client.ts';
import { enrolPasskey } from '../passkeys.ts';
import { challenge, enrol } from '../second-factor.ts';
import { goodRequest } from './good-request.ts';
import { ownerOfPasskey } from './passkey-knowledge.ts';
import { spoiled, type Provoke } from './provoke.ts';

/** A credential that answers its challenge, and proves nothing. */
const withoutProof = spoiled(({ body }) => {
  const credential = body?.['credential'] as { readonly response: object };
  const proof = 'signature' in credential.response ? 'signature' : 'attestationObject';
  return {
    body: { ...body, credential: { ...credential, response: { ...credential.response, [proof]: 'AAAA' } } },
  };
});

/** The same again, whose challenge is used by then. */
const again: Provoke = async (world, operation) => {
  const { path, ...call } = await goodRequest(world, operation);
  await world.plain(operation.method, path, call);
  return world.plain(operation.method, path, call);
};

/** As many passkeys as an account may have. */
const MOST_PASSKEYS = 20;

const optionsOf = async (call: Client, token: string) =>
  (await call('POST', '/auth/passkeys/options', { token })).body;

/** By code and operation. */
export const OF_PASSKEYS: Readonly<Record<string, Readonly<Record<string, Provoke>>>> = {
  invalid_credentials: { authPasskeyLogin: withoutProof, authAddPasskey: withoutProof },
  invalid_grant: {
    authPasskeyLogin: again,
    authStartPasskeyLogin: spoiled(() => ({ body: { challenge_token: 'none of ours' } })),
    authAddPasskey: spoiled(async (_sent, world) => ({
      token: (await world.signUp()).tokens.access_token,
    })),
  },
  not_found: {
    authStartPasskeyLogin: async (world, { method, path }) => {
      const { plain } = world;
      const { person, tokens } = await world.signUp();
      await enrol(plain, tokens.access_token);
      return plain(method, path, { body: { challenge_token: await challenge(plain, person) } });
    },
  },
  already_enrolled: {
    authAddPasskey: async (world, { method, path }) => {
      const { token, authenticator } = await ownerOfPasskey(await world.signUp(), world);
      const options = await optionsOf(world.plain, token);
      const credential = authenticator.create(options, { credentialId: options.excludeCredentials[0].id });
      return world.plain(method, path, { token, body: { name: 'The same', credential } });
    },
  },
  limit_reached: {
    authAddPasskey: async (world, { method, path }) => {
      const { token, authenticator } = await ownerOfPasskey(await world.signUp(), world);
      for (let have = 1; have < MOST_PASSKEYS; have += 1)
        await enrolPasskey(world.plain, token, authenticator);
      const credential = authenticator.create(await optionsOf(world.plain, token));
      return world.plain(method, path, { token, body: { name: 'One too many', credential } });
    },
  },
};

/** The local gateway always has a host whose passkeys it takes: what is not there without one cannot be missed on it. */
export const NEEDS_PARTY = [
  'authCompleteLogin',
  'authPasskeyLogin',
  'authListPasskeys',
  'authAddPasskey',
  'authStartPasskey',
];

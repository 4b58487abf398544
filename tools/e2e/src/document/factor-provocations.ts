// How codes are brought about on the routes of second factors, where it is not as everywhere.
import { enrol } from '../second-factor.ts';
import { tokenOfTwo } from './factor-knowledge.ts';
import { goodRequest } from './good-request.ts';
import { OF_PASSKEYS } from './passkey-provocations.ts';
import { spoiled, type Provoke } from './provoke.ts';

const withWrongCode = spoiled(({ body }) => ({ body: { ...body, code: 'none of theirs' } }));

/** By a session that knows the password alone, of an account that has a second factor. */
const withoutSecondFactor: Provoke = async (world, operation) => {
  const { tokens } = await world.signUp();
  await enrol(world.plain, tokens.access_token);
  return spoiled(() => ({ token: tokens.access_token }))(world, operation);
};

/** By code and operation. */
const OF_FACTORS: Readonly<Record<string, Readonly<Record<string, Provoke>>>> = {
  invalid_credentials: { authCompleteLogin: withWrongCode, authConfirmTotp: withWrongCode },
  invalid_grant: {
    authCompleteLogin: spoiled(({ body }) => ({ body: { ...body, challenge_token: 'none of ours' } })),
    authConfirmTotp: spoiled(async (_sent, world) => ({
      token: (await world.signUp()).tokens.access_token,
    })),
  },
  reauthentication_required: {
    authStartTotp: withoutSecondFactor,
    authConfirmTotp: withoutSecondFactor,
    authRemoveTotp: withoutSecondFactor,
    authReplaceRecoveryCodes: withoutSecondFactor,
    authStartPasskey: withoutSecondFactor,
    authAddPasskey: withoutSecondFactor,
    authRemovePasskey: withoutSecondFactor,
  },
  second_factor_required: {
    authLogin: async (world, { method, path }) => {
      const { person, tokens } = await world.signUp();
      await enrol(world.plain, tokens.access_token);
      const { email, password } = person;
      return world.plain(method, path, { body: { email, password } });
    },
  },
  already_enrolled: {
    authStartTotp: async (world, { method, path }) =>
      world.plain(method, path, { token: await tokenOfTwo(world.plain, await world.signUp()) }),
  },
  too_many_attempts: {
    authCompleteLogin: async (world, operation) => {
      const { path, body } = await goodRequest(world, operation);
      const guess = { body: { ...body, code: 'none of theirs' } };
      await world.limited(operation.method, path, guess);
      return world.limited(operation.method, path, guess);
    },
  },
};

/** What provokes this code: of an operation of factors or passkeys in its own way, and else as `provoke` does. */
export const asOfFactors =
  (code: string, provoke: Provoke): Provoke =>
  (world, operation) =>
    (OF_FACTORS[code]?.[operation.id] ?? OF_PASSKEYS[code]?.[operation.id] ?? provoke)(world, operation);

/** The local gateway always has a key for factors: what is not there without one cannot be missed on it. */
export const NEEDS_KEY = ['authStartTotp', 'authConfirmTotp'];

// How each code is brought about, on any operation that documents it.
import { setTimeout as wait } from 'node:timers/promises';
import { logIn, newPerson, signUp } from '../client.ts';
import { asOfFactors, NEEDS_KEY } from './factor-provocations.ts';
import { pathOf, type Sent } from './good-request.ts';
import { NEEDS_PARTY } from './passkey-provocations.ts';
import {
  askForbidden,
  askForNothing,
  onEach,
  onSome,
  spoiled,
  unchanged,
  type Provoke,
  type ProvokeAll,
} from './provoke.ts';
import type { World } from './world.ts';
import { loseCalls, outlastCalls } from './stopped-processes.ts';

/** The good answer. */
export const succeed: ProvokeAll = onEach(spoiled(unchanged));

/** Good answers that an operation has beside its first one. */
export const OTHERWISE: Readonly<Record<string, ProvokeAll>> = {
  'usersRegister 202': onEach(spoiled(unchanged, ({ confirmed }) => confirmed)),
};

const withWrongPassword = ({ body = {} }: Sent): Partial<Sent> => {
  const member = ['password', 'current_password'].find((name) => name in body);
  return member === undefined ? {} : { body: { ...body, [member]: 'not the password at all' } };
};

const withBadToken = ({ body = {} }: Sent): Partial<Sent> => {
  const member = 'token' in body ? 'token' : 'refresh_token';
  return { body: { ...body, [member]: 'none of ours' } };
};

/** At once, or for the link of an address that somebody else registers before it is used. */
const takeEmail: Provoke = async (world, operation) => {
  const { plain, mailed } = world;
  const next = newPerson();
  if (operation.id !== 'authVerifyEmail') {
    await signUp(plain, next);
    return spoiled(({ body }) => ({ body: { ...body, email: next.email } }))(world, operation);
  }
  const { person, id, tokens } = await world.signUp();
  const { email } = next;
  await plain('PATCH', `/users/${id}`, { token: tokens.access_token, body: { email } });
  const token = await mailed(email, 'verify_email');
  await signUp(plain, next);
  return spoiled(() => ({ body: { token, password: person.password } }))(world, operation);
};

/** What everybody may call for themselves is for admins where logins are soon too old. */
const lateAdminsToken = async (world: World): Promise<string> => {
  const { tokens } = await world.signUp(['admin']);
  await wait(2100);
  return tokens.access_token;
};

/** By code, each operation by itself. */
const SINGLE: Readonly<Record<string, Provoke>> = {
  malformed_body: (world, operation) =>
    operation.body === undefined
      ? world.sendBroken(operation.method, pathOf(operation, 'unknown'))
      : spoiled(() => ({ body: '{' }))(world, operation),
  validation_failed: spoiled(({ path, body }) =>
    body === undefined ? { path: `${path}?unknown=1` } : { body: { ...body, unknown: 1 } },
  ),
  body_too_large: spoiled(() => ({ headers: { 'x-large': 'x'.repeat(11_000) } })),
  unsupported_media_type: spoiled(() => ({ headers: { 'content-type': 'text/plain' } })),
  unauthorized: spoiled(() => ({ token: undefined })),
  forbidden: askForbidden,
  not_found: askForNothing,
  reauthentication_required: spoiled(
    async ({ path, body }, world) => {
      await wait(2100);
      if (path.endsWith('/export')) return { token: await lateAdminsToken(world) };
      return { body: body !== undefined && 'first_name' in body ? { email: newPerson().email } : body };
    },
    ({ strict }) => strict,
  ),
  last_admin: async ({ lonely: { call, admin } }, { method, path, body }) => {
    // On a loaded machine the token of the start is over by now.
    const { access_token: token } = await logIn(call, admin.person);
    return call(method, path.replace('{id}', admin.id), { token, body });
  },
  email_taken: takeEmail,
  invalid_credentials: spoiled(withWrongPassword),
  too_many_attempts: async (world, operation) => {
    const again = spoiled(
      operation.id === 'authRefresh' ? withBadToken : withWrongPassword,
      (of) => of.limited,
    );
    await again(world, operation);
    return again(world, operation);
  },
  invalid_grant: spoiled(withBadToken),
  // These are of factors and passkeys alone.
  second_factor_required: spoiled(unchanged),
  already_enrolled: spoiled(unchanged),
  limit_reached: spoiled(unchanged),
};

/** By code. */
export const PROVOCATIONS: Readonly<Record<string, ProvokeAll>> = {
  ...Object.fromEntries(
    Object.entries(SINGLE).map(([code, provoke]) => [code, onEach(asOfFactors(code, provoke))]),
  ),
  store_unavailable: onSome(
    asOfFactors(
      'store_unavailable',
      spoiled(unchanged, ({ away }) => away),
    ),
  ),
  internal_error: loseCalls,
  timed_out: outlastCalls,
};

/** Operations with a limit of their own. */
const LIMITED = [
  'authLogin',
  'authCompleteLogin',
  'authPasskeyLogin',
  'authRefresh',
  'authChangePassword',
  'usersRegister',
  'authVerifyEmail',
  'authResendVerification',
  'authForgotPassword',
];

/** Operations that are there where there is mail, as there is on every local gateway. */
const MAILED = ['authVerifyEmail', 'authResendVerification', 'authForgotPassword', 'authResetPassword'];

/**
 * Whether this suite cannot bring about that an operation answers a code: where it has no limit of its own, only a stage refuses
 * for the number of requests, and the local gateway throttles nothing; and only a stack can be without mail.
 */
export const cannotProvoke = (operationId: string, code: string): boolean =>
  (code === 'too_many_attempts' && !LIMITED.includes(operationId)) ||
  (code === 'not_found' && MAILED.includes(operationId)) ||
  (code === 'not_found' && [...NEEDS_KEY, ...NEEDS_PARTY].includes(operationId));

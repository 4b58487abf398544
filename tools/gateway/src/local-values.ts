// The environment of local runs: what the contract defaults to when a variable is not set, checked before anything starts.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  awsOnDemand,
  createReferenceProvider,
  reference,
  referenceOrUrl,
  requireFirstValues,
  tellRules,
  type Reference,
} from '@gatehouse/config';
import { ensureLocalFactorKeys } from './local-factor-keys.ts';
import { ensureLocalKeys, localKeyFiles, toPublicJwks } from './local-keys.ts';
import { readVariables, stopStart, withoutUnset } from './local-settings.ts';
import type { Environment, Values } from './local-settings.ts';
import { messageOf, StartError } from './start-error.ts';

/**
 * The values for the apps: the environment as it is, local defaults for what it leaves out, and where the home is. Makes
 * GATEHOUSE_HOME (mode 0700), the keys when no key material is given at all, and a key for factors where none is given.
 * @throws StartError when the folder cannot be used, or the key set in it, or one that is given alone; and for cheap hashing,
 * since accounts of a local run may be kept
 */
export const prepareLocalValues = async (env: Environment, home: string, port: number): Promise<Values> => {
  const given = withoutUnset(env);
  if ('UNSAFE_CHEAP_HASHING' in given)
    throw new StartError(['UNSAFE_CHEAP_HASHING: is for tests, and set by @gatehouse/testing alone']);
  await named('GATEHOUSE_HOME', () => mkdir(home, { recursive: true, mode: 0o700 }));
  return {
    DATABASE_URL: `sqlite:${join(home, 'gatehouse.db')}`,
    JWT_ISSUER: `http://127.0.0.1:${port}/auth`,
    JWT_AUDIENCE: 'gatehouse',
    JWT_CLIENT_ID: 'gatehouse',
    ACCOUNT_URL: `http://localhost:${port}/console`,
    ...passkeyValues(given, port),
    ...(await keyValues(given, home)),
    ...(await factorKeys(given, home)),
    ...given,
    MAIL_URL: mailUrlOf(given, home),
    GATEHOUSE_HOME: home,
  };
};

/** A folder that is given is this process's, wherever the function runs that writes into it. */
const mailUrlOf = ({ MAIL_URL }: Values, home: string): string => {
  if (MAIL_URL === undefined) return `file:${join(home, 'outbox')}`;
  const [, folder] = /^file:([^/].*)$/s.exec(MAIL_URL) ?? [];
  return folder === undefined ? MAIL_URL : `file:${resolve(folder)}`;
};

/**
 * What conditions of templates see in place of MAIL_URL: here there is always mail, and what sends it gets MAIL_URL itself, which may
 * be what no stack would take, a folder or a URL with its password.
 */
export const LOCAL_PARAMETERS: Values = { MailUrl: 'smtp://localhost' };

/** The folder that mails are written into, or null where they are sent. */
export const outboxOf = ({ MAIL_URL = '' }: Values): string | null =>
  MAIL_URL.startsWith('file:') ? MAIL_URL.slice('file:'.length) : null;

/** What is scheduled runs at least so often here, and behind every call. */
export const HURRY_MS = 1000;
/** The pages of this gateway may use passkeys by name: browsers give none to an IP address. */
const passkeyValues = ({ WEBAUTHN_RP_ID }: Values, port: number): Values =>
  WEBAUTHN_RP_ID === undefined ? { WEBAUTHN_ORIGINS: `http://localhost:${port}` } : {};

// Key material that is given is passed on untouched. It is looked into all the same: a private set that comes alone for its public
// half, a public one so that it is blamed before the private one that is missing, and a private one beside it because a packed
// app asks for its keys at its first call.
const keyValues = async (given: Values, home: string): Promise<Values> => {
  const { SECRET_KEY, JWT_PRIVATE_KEYS, JWT_JWKS } = given;
  if (SECRET_KEY !== undefined) return {};
  if (JWT_JWKS !== undefined)
    return JWT_PRIVATE_KEYS === undefined ? checkPublicSet(given) : checkPrivateSet(given);
  if (JWT_PRIVATE_KEYS !== undefined) return publicHalf(given);
  const { privateFile, publicFile } = await named('GATEHOUSE_HOME/keys', () => ensureLocalKeys(home));
  return { JWT_PRIVATE_KEYS: `file:${privateFile}`, JWT_JWKS: `file:${publicFile}` };
};

/** Whether the keys are those that the gateway made below `home`, and not given ones. */
export const hasOwnKeys = ({ SECRET_KEY, JWT_PRIVATE_KEYS }: Values, home: string): boolean =>
  SECRET_KEY === undefined && JWT_PRIVATE_KEYS === `file:${localKeyFiles(home).privateFile}`;

const factorKeys = async ({ FACTOR_KEYS }: Values, home: string): Promise<Values> => {
  if (FACTOR_KEYS !== undefined) return {};
  return { FACTOR_KEYS: `file:${await named('GATEHOUSE_HOME/keys', () => ensureLocalFactorKeys(home))}` };
};

/** As the set is at the start; keys that are added to it later need a JWT_JWKS of their own, or another start. */
const publicHalf = async (given: Values): Promise<Values> => {
  const { JWT_PRIVATE_KEYS } = readVariables(given, { JWT_PRIVATE_KEYS: reference() });
  return { JWT_JWKS: await valueOf(JWT_PRIVATE_KEYS, given, toPublicJwks) };
};

/** One that is kept elsewhere is asked for by the first call. */
const checkPrivateSet = async (given: Values): Promise<Values> => {
  const { JWT_PRIVATE_KEYS } = readVariables(given, { JWT_PRIVATE_KEYS: reference() });
  const isAtHand = JWT_PRIVATE_KEYS.from === 'in-place' || JWT_PRIVATE_KEYS.from === 'file';
  if (isAtHand) await valueOf(JWT_PRIVATE_KEYS, given, toPublicJwks);
  return {};
};

/** One by URL is asked for by the first call. */
const checkPublicSet = async (given: Values): Promise<Values> => {
  const { JWT_JWKS } = readVariables(given, { JWT_JWKS: referenceOrUrl({ secret: false }) });
  const { parsePublicJwks } = await import('@gatehouse/jwt');
  if (JWT_JWKS.from !== 'url') await valueOf(JWT_JWKS, given, (json) => parsePublicJwks(json));
  return {};
};

/** What `parse` makes of the keys that a reference stands for. @throws StartError */
const valueOf = async <T>(from: Reference, env: Values, parse: (text: string) => Promise<T>): Promise<T> => {
  const { KeyError } = await import('@gatehouse/jwt');
  const remote = awsOnDemand(env);
  const provider = createReferenceProvider({ reference: from, remote, parse: tellRules(parse, KeyError) });
  await requireFirstValues([[from, provider]]).catch(stopStart);
  return provider.current();
};

/** What goes wrong in `act` stops the start under this name. */
const named = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError([`${what}: ${messageOf(cause)}`], { cause });
  }
};

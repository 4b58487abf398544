// What the tests of this app share: real stores, a cheap hasher, a real signer and a clock that they move.
import { randomUUID } from 'node:crypto';
import { createNewPasswordRules, createRefusals } from '@gatehouse/accounts';
import { recordAudit } from '@gatehouse/audit/testing';
import {
  newAccount,
  type Account,
  type Database,
  type OneTimeTokenStore,
  type ValueStore,
} from '@gatehouse/db';
import { createSecretSealer, parseFactorKeys } from '@gatehouse/factors';
import { createPasswordHasher } from '@gatehouse/hashing';
import type { LoginLimits } from '@gatehouse/limits';
import type { MailRows } from '@gatehouse/mail/rows';
import type { Principal } from '@gatehouse/http/principal';
import {
  addKey,
  createSigner,
  generateKey,
  parsePublicJwks,
  publicJwks,
  verifyAccessToken,
  type AccessTokenClaims,
} from '@gatehouse/jwt';
import type { LogFields } from '@gatehouse/log';
import type { AssertionCredential, CreationCredential } from '@gatehouse/passkeys';
import { replaceRecoveryCodes } from './factors/change-factors.ts';
import { confirmTotp } from './factors/confirm-totp.ts';
import { readFactors } from './factors/read-factors.ts';
import { removeTotp } from './factors/remove-totp.ts';
import { startTotp } from './factors/start-totp.ts';
import { addPasskey } from './passkeys/add-passkey.ts';
import { passkeyLogin } from './passkeys/passkey-login.ts';
import { listPasskeys, removePasskey } from './passkeys/passkeys.ts';
import { startPasskeyLogin } from './passkeys/start-passkey-login.ts';
import { startPasskey } from './passkeys/start-passkey.ts';
import { tryPasskey } from './passkeys/try-passkey.ts';
import { changePassword } from './password/change-password.ts';
import { completeLogin } from './login/complete-login.ts';
import { login } from './login/login.ts';
import { tryCode } from './login/try-code.ts';
import { logout } from './logout/logout.ts';
import { logoutAll } from './logout/logout-all.ts';
import { refresh } from './refresh/refresh.ts';
import { endSession, listSessions } from './sessions/sessions.ts';

export { codeOf } from '@gatehouse/errors/testing';

export const PASSWORD = 'correct horse battery staple';
export const NEW_PASSWORD = 'another horse battery staple';
export const START = new Date('2026-03-01T12:00:00.000Z');

const sealer = createSecretSealer(parseFactorKeys(`v1:${Buffer.alloc(32, 1).toString('base64')}`));
/** Whose passkeys they are. */
export const PARTY = { id: 'example.com', origins: ['https://app.example.com'] };

const passwords = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });
const signingKeys = addKey({ keys: [] }, await generateKey('ES256'), START);
const signer = await createSigner(signingKeys);
const publicKeys = await parsePublicJwks(JSON.stringify(publicJwks(signingKeys)));
const parties = { issuer: 'https://id.example.com', audience: 'api', clientId: 'api' };

/** The claims of an access token, verified as the authorizer does. */
export const verify = (accessToken: string, now: Date): Promise<AccessTokenClaims> =>
  verifyAccessToken(accessToken, { keys: publicKeys, ...parties, now });

type Stores = Pick<Database, 'users' | 'sessions'> & {
  readonly values?: Pick<ValueStore, 'find' | 'add' | 'keep'>;
  readonly mails?: MailRows;
  readonly tokens?: OneTimeTokenStore;
};

/** Counts nothing; what limits do is tried where they are. */
const noLimits: LoginLimits = {
  countPassword: async () => ({ succeeded: async () => undefined, receipt: '' }),
  resumePassword: async () => ({ succeeded: async () => undefined }),
  countPasskey: async () => ({ succeeded: async () => undefined }),
  countRefusedRefresh: async () => undefined,
};

/** For use cases that never come to a challenge. */
const noTokens = {} as OneTimeTokenStore;

const noValues = {
  find: async () => null,
  add: async () => 0,
  keep: async (_name: string, value: string) => value,
};

/** The use cases over a database, as `compose.ts` builds them for the handlers. */
export const useCasesOver = ({ users, sessions, values = noValues, mails, tokens = noTokens }: Stores) => {
  const clock = { now: START };
  const logged: [message: string, fields: LogFields | undefined][] = [];
  const log = (message: string, fields?: LogFields): void => void logged.push([message, fields]);
  const { audit, taken } = recordAudit();
  const deps = {
    users,
    sessions,
    tokens,
    audit,
    values,
    mails: mails ?? null,
    pause: async () => undefined,
    refusals: createRefusals({ values: async () => values, wait: async () => undefined }),
    limits: noLimits,
    comeOver: null,
    countCode: async () => ({ succeeded: async () => undefined }),
    sealer: async () => sealer,
    totpIssuer: 'id.example.com',
    party: PARTY,
    reauthenticationSeconds: 300,
    passwords,
    signer,
    tokenSettings: { ...parties, ttlSeconds: 300 },
    lifetimes: { idleTtlSeconds: 600, absoluteTtlSeconds: 3600, graceSeconds: 30 },
    newPasswordRules: createNewPasswordRules(
      { PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: null },
      { warn: log },
    ),
    logger: { warn: log, info: log },
    newId: () => randomUUID(),
    now: () => clock.now,
  };
  const from = { userAgent: 'test agent', address: '192.0.2.1' };
  return {
    deps,
    clock,
    logged,
    /** The audit events since it was asked last. */
    told: taken,
    pass: (seconds: number): void => void (clock.now = new Date(clock.now.getTime() + seconds * 1000)),
    logIn: (email: string, password = PASSWORD) => login(deps, { email, password, ...from }),
    refresh: (refreshToken: string, address = from.address) => refresh(deps, { refreshToken, address }),
    logout: (refreshToken: string) => logout(deps, { refreshToken }),
    logoutAll: (principal: Principal) => logoutAll(deps, principal),
    listSessions: (principal: Principal) => listSessions(deps, principal),
    endSession: (principal: Principal, id: string) => endSession(deps, { principal, id }),
    completeLogin: (challengeToken: string, code: string) =>
      completeLogin(deps, { challengeToken, tryFactor: tryCode(deps, code), ...from }),
    completeLoginWithPasskey: (challengeToken: string, credential: AssertionCredential) =>
      completeLogin(deps, { challengeToken, tryFactor: tryPasskey(deps, credential), ...from }),
    startPasskey: (principal: Principal) => startPasskey(deps, principal),
    addPasskey: (principal: Principal, credential: CreationCredential, name = 'My key') =>
      addPasskey(deps, { principal, name, credential }),
    listPasskeys: (principal: Principal) => listPasskeys(deps, principal),
    removePasskey: (principal: Principal, id: string) => removePasskey(deps, { principal, id }),
    startPasskeyLogin: (challengeToken: string | null = null) => startPasskeyLogin(deps, challengeToken),
    passkeyLogin: (credential: AssertionCredential) => passkeyLogin(deps, { credential, ...from }),
    readFactors: (principal: Principal) => readFactors(deps, principal),
    startTotp: (principal: Principal) => startTotp(deps, principal),
    confirmTotp: (principal: Principal, code: string) => confirmTotp(deps, { principal, code }),
    removeTotp: (principal: Principal) => removeTotp(deps, principal),
    replaceRecoveryCodes: (principal: Principal) => replaceRecoveryCodes(deps, principal),
    changePassword: (principal: Principal, newPassword = NEW_PASSWORD, currentPassword = PASSWORD) =>
      changePassword(deps, { principal, currentPassword, newPassword, address: from.address }),
  };
};

/** An account in the store whose password is `PASSWORD`. */
export const addAccount = async ({ users }: Pick<Database, 'users'>): Promise<Account> => {
  const id = randomUUID();
  const account = newAccount({
    id,
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: `${id}@example.com`,
    passwordHash: await passwords.hash(PASSWORD),
    now: START,
  });
  await users.insert(account);
  return account;
};

/** The caller that an access token makes, as the chain hands it to a handler. */
export const principalOf = (accessToken: string): Principal => {
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
    sid: string;
    roles: string[];
    exp: number;
    auth_time: number;
    amr: string[];
  };
  return {
    subject: claims.sub,
    sessionId: claims.sid,
    roles: claims.roles,
    expiresAt: new Date(claims.exp * 1000),
    authenticatedAt: new Date(claims.auth_time * 1000),
    amr: claims.amr,
  };
};

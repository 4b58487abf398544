// The only file of this app that builds things: configuration → adapters → the dependencies of each use case.
import { randomUUID } from 'node:crypto';
import {
  createCallerDeps,
  createNewPasswordRules,
  createRefusals,
  hashersOnDemand,
} from '@gatehouse/accounts';
import { createAuditTrail, writersOf, type AuditedRequest } from '@gatehouse/audit';
import { awsOnDemand, onDemand, requireValuesAtHand } from '@gatehouse/config';
import { createDatabaseProvider } from '@gatehouse/db/provider';
import type { Service } from '@gatehouse/http';
import { createCodeLimit, createLoginLimits, createMailLimit, createRegisterLimit } from '@gatehouse/limits';
import { createLogger } from '@gatehouse/log';
import { metricsOf } from '@gatehouse/metrics';
import type { MailSender, SenderStores } from '@gatehouse/mail';
import type { MailRows } from '@gatehouse/mail/rows';
import { readConfig } from './config.ts';
import type { DiscoveryDeps } from './discovery/discovery.ts';
import type { ResendVerificationDeps } from './email/resend-verification.ts';
import type { VerifyEmailDeps } from './email/verify-email.ts';
import type { ChangeFactorsDeps } from './factors/change-factors.ts';
import type { ReadFactorsDeps } from './factors/read-factors.ts';
import { createSealerProvider, type SealerDeps } from './factors/sealer.ts';
import type { StartTotpDeps } from './factors/start-totp.ts';
import type { IssueDeps } from './issue-tokens.ts';
import { createKeyProvider } from './keys.ts';
import { comeOverOnDemand } from './legacy-login/come-over-on-demand.ts';
import { REFUSED_AFTER_MS } from './legacy-login/refused-after.ts';
import type { CompleteLoginDeps } from './login/complete-login.ts';
import type { LoginDeps } from './login/login.ts';
import type { SignInDeps } from './login/sign-in.ts';
import type { TryCodeDeps } from './login/try-code.ts';
import type { LogoutAllDeps } from './logout/logout-all.ts';
import type { LogoutDeps } from './logout/logout.ts';
import type { AddPasskeyDeps } from './passkeys/add-passkey.ts';
import type { PasskeyLoginDeps } from './passkeys/passkey-login.ts';
import type { ListPasskeysDeps } from './passkeys/passkeys.ts';
import type { PartyDeps } from './passkeys/relying-party.ts';
import type { StartPasskeyLoginDeps } from './passkeys/start-passkey-login.ts';
import type { TryPasskeyDeps } from './passkeys/try-passkey.ts';
import type { ChangePasswordDeps } from './password/change-password.ts';
import type { ForgotPasswordDeps } from './password/forgot-password.ts';
import type { ResetPasswordDeps } from './password/reset-password.ts';
import type { RefreshDeps } from './refresh/refresh.ts';
import type { EndSessionDeps, ListSessionsDeps } from './sessions/sessions.ts';

const config = readConfig(process.env);
const logger = createLogger({ level: config.LOG_LEVEL, service: 'auth' });
const now = (): Date => new Date();

/** Where values come from that may change while the process lives; the error names the variable. */
const source = {
  remote: awsOnDemand(process.env),
  onFailure: (error: Error): void => logger.error('not refreshed', {}, error),
};

const lifetimes = {
  idleTtlSeconds: config.REFRESH_IDLE_TTL_SECONDS,
  absoluteTtlSeconds: config.REFRESH_ABSOLUTE_TTL_SECONDS,
  graceSeconds: config.REFRESH_GRACE_SECONDS,
};

export const service: Service = {
  logger,
  metrics: metricsOf(config, 'auth'),
  cors: config.CORS_ORIGINS,
  refreshCookie: config.REFRESH_COOKIE,
  now,
};

const databases = createDatabaseProvider({
  ...{ reference: config.DATABASE_URL, ...source },
  onNotice: (notice) => logger.error(notice),
});

/** Where audit events go; each request has its own audit. */
const trail = createAuditTrail({
  values: async () => (await databases.current()).values,
  writers: writersOf(config),
  logger,
  now,
});

/** What every guarded use case takes: the stores, and the time. */
export const { callerDeps, auditedDeps } = createCallerDeps({ databases, trail, now });

const keys = createKeyProvider(config, source);

/** Holds what it has read of the store for some seconds, so it is one for the process. */
const refusals = createRefusals({
  values: async () => (await databases.current()).values,
  leastMs: config.LEGACY_LOGIN_URL === null ? 0 : REFUSED_AFTER_MS,
});

/** Counts the failures of the old system, so it is one for the process. */
const comeOver = comeOverOnDemand(config.LEGACY_LOGIN_URL, logger);

const limits = createLoginLimits(() => databases.current(), {
  perAccount: config.LOGIN_LIMIT_PER_ACCOUNT,
  perAddress: config.LOGIN_LIMIT_PER_ADDRESS,
});

const countCode = createCodeLimit(() => databases.current(), config.CODE_LIMIT_PER_ACCOUNT);

const sealers = createSealerProvider(config.FACTOR_KEYS, source);

const countRequest = createRegisterLimit(() => databases.current(), config.REGISTER_LIMIT_PER_ADDRESS);

const mayMail = createMailLimit(() => databases.current(), config.MAIL_LIMIT_PER_ACCOUNT);

/** Whether anything is mailed at all: rows of mails are for a sender that is there. */
export const isMailing = config.MAIL_URL !== null;

const hashers = hashersOnDemand(config, { ...source, logger });

FROM_SOURCE: await requireValuesAtHand(process.env, [
  [config.DATABASE_URL, databases],
  [config.JWT_PRIVATE_KEYS ?? config.SECRET_KEY, keys],
  [config.PASSWORD_PEPPERS, hashers],
  [config.FACTOR_KEYS, sealers],
]);

FROM_SOURCE: databases.connectEarly();

export const loginDeps = async (request: AuditedRequest): Promise<LoginDeps> => {
  const { users, values, tokens, registrations } = await databases.current();
  const [deps, passwords] = [await signInDeps(request), await hashers.current()];
  const way = comeOver({ ...deps, users, registrations, passwords });
  return { ...deps, users, values, tokens, passwords, refusals, limits, comeOver: way };
};

export const completeLoginDeps = async (request: AuditedRequest): Promise<CompleteLoginDeps> => {
  const { users, tokens } = await databases.current();
  return { ...(await signInDeps(request)), users, tokens, limits };
};

export const tryCodeDeps = async (request: AuditedRequest): Promise<TryCodeDeps> => ({
  ...sealerDeps,
  countCode,
  audit: trail.of(request),
  now,
});

export const tryPasskeyDeps = async (request: AuditedRequest): Promise<TryPasskeyDeps> => ({
  ...partyDeps,
  tokens: (await databases.current()).tokens,
  audit: trail.of(request),
  now,
});

export const startPasskeyLoginDeps = async (): Promise<StartPasskeyLoginDeps> => {
  const { users, tokens, values } = await databases.current();
  return { ...partyDeps, users, tokens, values, now };
};

export const passkeyLoginDeps = async (request: AuditedRequest): Promise<PasskeyLoginDeps> => {
  const { users, tokens, values } = await databases.current();
  return { ...(await signInDeps(request)), ...partyDeps, users, tokens, values, limits };
};

const signInDeps = async (request: AuditedRequest): Promise<SignInDeps> => {
  const { sessions } = await databases.current();
  return { ...(await issueDeps()), sessions, lifetimes, audit: trail.of(request), newId: randomUUID, now };
};

const sealerDeps: SealerDeps = { sealer: () => sealers.current() };

const partyDeps: PartyDeps = {
  party:
    config.WEBAUTHN_RP_ID === null || config.WEBAUTHN_ORIGINS === null
      ? null
      : { id: config.WEBAUTHN_RP_ID, origins: config.WEBAUTHN_ORIGINS },
};

export const refreshDeps = async (request: AuditedRequest): Promise<RefreshDeps> => {
  const { users, sessions } = await databases.current();
  const audit = trail.of(request);
  return { ...(await issueDeps()), users, sessions, limits, lifetimes, audit, logger, now };
};

export const logoutDeps = (request: AuditedRequest): Promise<LogoutDeps> => auditedDeps(request);

export const logoutAllDeps = (request: AuditedRequest): Promise<LogoutAllDeps> => auditedDeps(request);

export const listSessionsDeps = (): Promise<ListSessionsDeps> => callerDeps();

export const endSessionDeps = (request: AuditedRequest): Promise<EndSessionDeps> => auditedDeps(request);

export const newPasswordRules = createNewPasswordRules(config, logger);

export const changePasswordDeps = async (request: AuditedRequest): Promise<ChangePasswordDeps> => {
  const [passwords, mails] = [await hashers.current(), await mailRows()];
  return { ...(await auditedDeps(request)), passwords, newPasswordRules, limits, mails };
};

export const mailRequestDeps = async (
  request: AuditedRequest,
): Promise<ForgotPasswordDeps & ResendVerificationDeps> => ({
  ...(await linkDeps(request)),
  countRequest,
  mayMail,
  newId: randomUUID,
});

export const verifyEmailDeps = async (request: AuditedRequest): Promise<VerifyEmailDeps> => ({
  ...(await linkDeps(request)),
  passwords: await hashers.current(),
  limits,
});

export const resetPasswordDeps = async (request: AuditedRequest): Promise<ResetPasswordDeps> => ({
  ...(await linkDeps(request)),
  passwords: await hashers.current(),
  newPasswordRules,
});

const linkDeps = async (request: AuditedRequest) => {
  const { users, sessions, values, registrations, tokens, mails } = await databases.current();
  return { users, sessions, values, registrations, tokens, mails, audit: trail.of(request), now };
};

/** Where rows of mails go; null where nothing is mailed. */
const mailRows = async (): Promise<MailRows | null> => (isMailing ? (await databases.current()).mails : null);

export const readFactorsDeps = (): Promise<ReadFactorsDeps> => callerDeps();

export const changeFactorsDeps = async (request: AuditedRequest): Promise<ChangeFactorsDeps> => ({
  ...(await auditedDeps(request)),
  mails: await mailRows(),
  reauthenticationSeconds: config.REAUTHENTICATION_SECONDS,
});

export const totpDeps = async (request: AuditedRequest): Promise<StartTotpDeps> => ({
  ...(await changeFactorsDeps(request)),
  ...sealerDeps,
  totpIssuer: new URL(config.JWT_ISSUER).hostname,
});

export const listPasskeysDeps = async (): Promise<ListPasskeysDeps> => ({
  ...(await callerDeps()),
  ...partyDeps,
});

export const addPasskeyDeps = async (request: AuditedRequest): Promise<AddPasskeyDeps> => ({
  ...(await changeFactorsDeps(request)),
  ...partyDeps,
  tokens: (await databases.current()).tokens,
  newId: randomUUID,
});

export const discoveryDeps = async (): Promise<DiscoveryDeps> => ({
  issuer: config.JWT_ISSUER,
  published: (await keys.current()).published,
});

const issueDeps = async (): Promise<IssueDeps> => ({
  signer: (await keys.current()).signer,
  tokenSettings: {
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    clientId: config.JWT_CLIENT_ID,
    ttlSeconds: config.ACCESS_TOKEN_TTL_SECONDS,
  },
});

/** The sender of mails, which its own function alone loads; null where nothing is mailed. */
export const mailSender = onDemand(async (): Promise<MailSender | null> => {
  const { MAIL_URL: url, MAIL_FROM: from, ACCOUNT_URL: accountUrl } = config;
  if (url === null || from === null || accountUrl === null) return null;
  const { createMailSender, english } = await import('@gatehouse/mail');
  const stores = (): Promise<SenderStores> => databases.current();
  return createMailSender({
    url,
    from,
    accountUrl,
    texts: english,
    env: process.env,
    stores,
    logger,
    now,
    ...source,
  });
});

// The only file of this app that builds things: configuration → adapters → the dependencies of each use case.
import { randomUUID } from 'node:crypto';
import {
  createCallerDeps,
  createNewPasswordRules,
  newPasswordHashersOnDemand,
  type CallerDeps,
} from '@gatehouse/accounts';
import { createKnownRoles } from '@gatehouse/accounts/acts';
import { createAuditTrail, writersOf, type AuditedRequest } from '@gatehouse/audit';
import { awsOnDemand, requireValuesAtHand } from '@gatehouse/config';
import { createDatabaseProvider } from '@gatehouse/db/provider';
import type { Service } from '@gatehouse/http';
import { createMailLimit, createRegisterLimit } from '@gatehouse/limits';
import { createLogger } from '@gatehouse/log';
import { metricsOf } from '@gatehouse/metrics';
import type { MailRows } from '@gatehouse/mail/rows';
import { readConfig } from './config.ts';
import type { ExportDeps } from './export/export-account.ts';
import type { ListDeps } from './list/list.ts';
import type { MailResetAsAdminDeps } from './password-reset/mail-reset.ts';
import type { RegisterDeps } from './register/register.ts';
import type { RegisterWaitingDeps } from './register/register-waiting.ts';
import type { RemoveDeps } from './remove/remove.ts';
import type { SetRolesDeps } from './roles/set-roles.ts';
import type { SetDisabledDeps } from './status/set-disabled.ts';
import type { UpdateDeps } from './update/update.ts';

const config = readConfig(process.env);
const logger = createLogger({ level: config.LOG_LEVEL, service: 'users' });
const now = (): Date => new Date();

/** Where values come from that may change while the process lives; the error names the variable. */
const source = {
  remote: awsOnDemand(process.env),
  onFailure: (error: Error): void => logger.error('not refreshed', {}, error),
};

const { REAUTHENTICATION_SECONDS: reauthenticationSeconds } = config;

export const service: Service = {
  logger,
  metrics: metricsOf(config, 'users'),
  cors: config.CORS_ORIGINS,
  now,
};

const databases = createDatabaseProvider({
  ...{ reference: config.DATABASE_URL, ...source },
  onNotice: (notice) => logger.error(notice),
});

const countRegistration = createRegisterLimit(() => databases.current(), config.REGISTER_LIMIT_PER_ADDRESS);

const mayMail = createMailLimit(() => databases.current(), config.MAIL_LIMIT_PER_ACCOUNT);

/** Where audit events go; each request has its own audit. */
const trail = createAuditTrail({
  values: async () => (await databases.current()).values,
  writers: writersOf(config),
  logger,
  now,
});

/** What every guarded use case takes: the stores, and the time. */
export const { callerDeps, auditedDeps } = createCallerDeps({ databases, trail, now });

const hashers = newPasswordHashersOnDemand(config, { ...source, logger });

FROM_SOURCE: await requireValuesAtHand(process.env, [
  [config.DATABASE_URL, databases],
  [config.PASSWORD_PEPPERS, hashers],
]);

FROM_SOURCE: databases.connectEarly();

/** Where mails are caused; null where nothing is mailed. */
const mailRows = async (): Promise<MailRows | null> =>
  config.MAIL_URL === null ? null : (await databases.current()).mails;

const knownRoles = createKnownRoles({
  reference: config.ACCESS_TABLE,
  env: process.env,
  onFailure: source.onFailure,
});

export const { REGISTRATION: registration } = config;

export const newPasswordRules = createNewPasswordRules(config, logger);

export const registerDeps = async (request: AuditedRequest): Promise<RegisterDeps> => {
  const { users } = await databases.current();
  return { ...(await admissionDeps()), users, mails: await mailRows(), audit: trail.of(request) };
};

export const registerWaitingDeps = async (): Promise<RegisterWaitingDeps> => {
  const { users, registrations, mails } = await databases.current();
  return { ...(await admissionDeps()), users, registrations, mails, mayMail };
};

const admissionDeps = async () => {
  const passwords = await hashers.current();
  return { passwords, newPasswordRules, countRegistration, newId: randomUUID, now };
};

export const getDeps = (): Promise<CallerDeps> => callerDeps();

export const listDeps = (): Promise<ListDeps> => callerDeps();

export const exportDeps = async (): Promise<ExportDeps> => {
  const { mails } = await databases.current();
  return { ...(await callerDeps()), mails, reauthenticationSeconds };
};

export const updateDeps = async (request: AuditedRequest): Promise<UpdateDeps> => {
  const mailing = { mails: await mailRows(), mayMail, hidesOwners: registration === 'confirmed' };
  return { ...(await auditedDeps(request)), ...mailing, reauthenticationSeconds, newId: randomUUID };
};

export const removeDeps = async (request: AuditedRequest): Promise<RemoveDeps> => {
  const { registrations, tokens, mails } = await databases.current();
  const deps = await auditedDeps(request);
  return { ...deps, registrations, tokens, mails, reauthenticationSeconds };
};

export const setRolesDeps = async (request: AuditedRequest): Promise<SetRolesDeps> => ({
  ...(await auditedDeps(request)),
  knownRoles,
  reauthenticationSeconds,
});

export const setDisabledDeps = async (request: AuditedRequest): Promise<SetDisabledDeps> => ({
  ...(await auditedDeps(request)),
  reauthenticationSeconds,
});

export const mailResetDeps = async (request: AuditedRequest): Promise<MailResetAsAdminDeps> => ({
  ...(await auditedDeps(request)),
  mails: await mailRows(),
});

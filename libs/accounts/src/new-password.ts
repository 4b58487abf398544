// The rules of a new password: those of the hashing library, with an operator's choices, as a refusal that the API can present.
import { onDemand } from '@gatehouse/config';
import { timeLeftMs } from '@gatehouse/deadline';
import { GatehouseError } from '@gatehouse/errors';
import type { IsBreached } from '@gatehouse/hashing/breach-service';
import { checkNewPassword, type PasswordOwner } from '@gatehouse/hashing/rules';
import type { Logger } from '@gatehouse/log';

/** The rules that a new password breaks, in words for its owner, all at once; none when it is fine. */
export type NewPasswordRules = (password: string, owner: PasswordOwner) => Promise<readonly string[]>;

export interface NewPasswordVariables {
  readonly PASSWORD_MIN_LENGTH: number;
  readonly PASSWORD_BREACH_URL: string | null;
}

/**
 * The rules that these variables make. Whether a password is known from a breach (ASVS 6.2.12) is asked last, and only of one
 * that breaks no other; a service that fails lets it pass, with a line in the log that counts.
 */
export const createNewPasswordRules = (
  { PASSWORD_MIN_LENGTH: minLength, PASSWORD_BREACH_URL: url }: NewPasswordVariables,
  logger: Pick<Logger, 'warn'>,
): NewPasswordRules => {
  const isBreached = url === null ? async () => false : breachService(url, logger);
  return async (password, owner) => {
    const broken = await checkNewPassword(password, { minLength, owner });
    return broken.length === 0 && (await isBreached(password)) ? [BREACHED] : broken;
  };
};

const breachService = (url: string, logger: Pick<Logger, 'warn'>): IsBreached => {
  const load = onDemand(async () => {
    const { createBreachService } = await import('@gatehouse/hashing/breach-service');
    return createBreachService({
      url,
      timeoutMs: () => timeLeftMs(BREACH_SERVICE_MS),
      onFailure: (failure) => logger.warn(BREACH_SERVICE_FAILED, { ...failure }),
    });
  });
  return async (password) => (await load())(password);
};

/** Throws `validation_failed` at `pointer` (RFC 6901) with every rule that the owner's new password breaks. */
export const requireGoodPassword = async (
  brokenBy: NewPasswordRules,
  {
    password,
    owner,
    pointer,
  }: { readonly password: string; readonly owner: PasswordOwner; readonly pointer: string },
): Promise<void> => {
  const broken = await brokenBy(password, owner);
  if (broken.length === 0) return;
  throw new GatehouseError('validation_failed', { errors: broken.map((message) => ({ pointer, message })) });
};

/** For the service's answer, of what the request has left. */
const BREACH_SERVICE_MS = 1_000;

const BREACHED = 'must not be known from a breach';

/** What the stacks' metric of these failures counts (tools/generate). */
const BREACH_SERVICE_FAILED = 'breach service failed';

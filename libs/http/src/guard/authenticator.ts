// The decision of the guard, without Middy: who calls, or the answer that refuses the call.
import type { ErrorCode } from '@gatehouse/errors';
import { TokenError } from '@gatehouse/jwt';
import { createLogger } from '@gatehouse/log';
import { toPrincipal, type Principal } from '../principal.ts';
import { bearerTokenOf, type HttpEvent } from './event.ts';
import {
  verificationBy,
  type TrustedIssuer,
  type VerificationOptions,
  type Verify,
} from './trusted-issuer.ts';

/** One issuer, or several, and what a test or a service of many parts sets besides. */
export type GuardOptions = (TrustedIssuer | { readonly issuers: readonly TrustedIssuer[] }) &
  Partial<VerificationOptions>;

/** Who calls; or the code of the refusal. */
export type Authentication =
  | { readonly principal: Principal; readonly code?: undefined }
  | { readonly principal?: undefined; readonly code: ErrorCode };

/**
 * Says who calls, by the bearer token of the event: `unauthorized` without a good one, `internal_error` where there are no
 * keys to verify with.
 * @throws KeyError, TypeError at once for options that can never work
 */
export const authenticatorOf = (options: GuardOptions): ((event: HttpEvent) => Promise<Authentication>) => {
  const { now = () => new Date(), onSkipped = logSkipped, onFailure = logFailure } = options;
  const issuers = 'issuers' in options ? options.issuers : [options];
  const verify = verificationBy(issuers, { now, onSkipped, onFailure });
  return async (event) => authenticate(verify, bearerTokenOf(event), onFailure);
};

const authenticate = async (
  verify: Verify,
  token: string | null,
  onFailure: (error: unknown) => void,
): Promise<Authentication> => {
  if (token === null) return { code: 'unauthorized' };
  try {
    return { principal: toPrincipal(await verify(token)) };
  } catch (error) {
    if (error instanceof TokenError) return { code: 'unauthorized' };
    onFailure(error);
    return { code: 'internal_error' };
  }
};

const logger = createLogger({ level: 'INFO', service: 'gatehouse' });

const logSkipped: VerificationOptions['onSkipped'] = ({ kid, rule }) =>
  logger.info('a key of the set is left out', { kid, rule });

const logFailure = (error: unknown): void => logger.error('no token can be verified', {}, error);

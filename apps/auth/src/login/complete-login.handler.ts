import { completeLoginRoute } from '@gatehouse/auth-contract/complete-login';
import { httpHandler, okTokens } from '@gatehouse/http';
import type { AuditedRequest } from '@gatehouse/audit';
import type { AssertionCredential } from '@gatehouse/passkeys';
import { completeLoginDeps, service, tryCodeDeps, tryPasskeyDeps } from '../compose.ts';
import { tryPasskey } from '../passkeys/try-passkey.ts';
import { completeLogin, type TryFactor } from './complete-login.ts';
import { tryCode } from './try-code.ts';

export const handler = httpHandler(completeLoginRoute, { service }, async (request) => {
  const { body, userAgent, sourceAddress: address } = request;
  const tryFactor = await trialOf(request, body);
  const input = { challengeToken: body.challenge_token, tryFactor, userAgent, address };
  return okTokens(await completeLogin(await completeLoginDeps(request), input));
});

/** A body has one of both. */
const trialOf = async (
  request: AuditedRequest,
  { code = '', credential }: { readonly code?: string; readonly credential?: AssertionCredential },
): Promise<TryFactor> =>
  credential === undefined
    ? tryCode(await tryCodeDeps(request), code)
    : tryPasskey(await tryPasskeyDeps(request), credential);

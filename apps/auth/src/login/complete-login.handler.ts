import { completeLoginRoute } from '@gatehouse/auth-contract/complete-login';
import { httpHandler, okTokens } from '@gatehouse/http';
import { completeLoginDeps, service, tryCodeDeps } from '../compose.ts';
import { completeLogin } from './complete-login.ts';
import { tryCode } from './try-code.ts';

export const handler = httpHandler(completeLoginRoute, { service }, async (request) => {
  const { body, userAgent, sourceAddress: address } = request;
  const tryFactor = tryCode(await tryCodeDeps(request), body.code);
  const input = { challengeToken: body.challenge_token, tryFactor, userAgent, address };
  return okTokens(await completeLogin(await completeLoginDeps(request), input));
});

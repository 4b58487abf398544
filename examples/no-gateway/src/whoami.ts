// A function without Middy: it answers whoever calls with a good token.
import { withAuthentication, type GuardOptions } from '@gatehouse/http/guard';
import type { APIGatewayProxyStructuredResultV2, Context, LambdaFunctionURLEvent } from 'aws-lambda';
import { trustedIssuer } from './trusted-issuer.ts';

/** The handler for tokens of these issuers. */
export const createWhoami = (options: GuardOptions) =>
  withAuthentication<LambdaFunctionURLEvent, Context, APIGatewayProxyStructuredResultV2>(
    options,
    async ({ principal: { subject, roles, expiresAt } }) => ({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({ subject, roles, expires_at: expiresAt.toISOString() }),
    }),
  );

export const handler = createWhoami(trustedIssuer(process.env));

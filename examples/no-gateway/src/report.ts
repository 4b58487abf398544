// A function with Middy: for admins alone.
import middy from '@middy/core';
import { answerProblems, authenticate, requireRole, type GuardOptions } from '@gatehouse/http/guard';
import { principalOf } from '@gatehouse/http/principal';
import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda';
import { trustedIssuer } from './trusted-issuer.ts';

/** The handler for tokens of these issuers. */
export const createReport = (options: GuardOptions) =>
  middy<LambdaFunctionURLEvent, APIGatewayProxyStructuredResultV2>()
    .use(answerProblems())
    .use(authenticate(options))
    .use(requireRole('admin'))
    .handler(async (event) => ({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({ for: principalOf(event).subject, orders_today: 42 }),
    }));

export const handler = createReport(trustedIssuer(process.env));

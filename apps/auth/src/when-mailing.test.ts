// The routes of mails in a deployed function without MAIL_URL, by their handlers, which read the environment when they load.
import { expect, test } from '@jest/globals';
import { apiEvent, lambdaContext } from '@gatehouse/http/testing';

Object.assign(process.env, {
  AWS_LAMBDA_FUNCTION_NAME: 'auth',
  SECRET_KEY: 'ssm:/key',
  DATABASE_URL: 'ssm:/url',
  JWT_ISSUER: 'https://id.example.com/auth',
  JWT_AUDIENCE: 'a',
  JWT_CLIENT_ID: 'c',
  LOG_LEVEL: 'ERROR',
});

const handlers = [
  ['/auth/email/verify', await import('./email/verify-email.handler.ts')],
  ['/auth/email/resend', await import('./email/resend-verification.handler.ts')],
  ['/auth/password/forgot', await import('./password/forgot-password.handler.ts')],
  ['/auth/password/reset', await import('./password/reset-password.handler.ts')],
] as const;

test.each(handlers)(
  'where nothing is mailed there is no %s, whatever it is sent',
  async (path, { handler }) => {
    for (const body of [{ email: 'ada@example.com' }, { unknown: 1 }, '{', undefined]) {
      const answer = await handler(apiEvent({ path, body }), lambdaContext());
      expect(answer.statusCode).toBe(404);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'not_found' });
    }
  },
);

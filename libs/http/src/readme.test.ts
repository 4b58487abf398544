import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import middy from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { route } from '@gatehouse/contract';
import { closed, Email, Id } from '@gatehouse/contract/fields';
import { GatehouseError } from '@gatehouse/errors';
import { createLogger } from '@gatehouse/log';
import { answerProblems, authenticate, requireRole } from './guard/index.ts';
import { created, httpHandler } from './index.ts';
import { principalOf } from './principal.ts';
import { apiEvent, lambdaContext } from './testing.ts';

test('the example of the README works as it stands there', async () => {
  const invite = route({
    method: 'POST',
    path: '/shop/invitations',
    summary: 'Invites somebody to the shop',
    callers: { roles: ['clerk'] },
    body: closed({ email: Email }),
    answers: { 201: closed({ id: Id, email: Email }) },
    problems: ['email_taken'],
  });

  const service = {
    logger: createLogger({ level: 'INFO', service: 'shop' }),
    cors: ['https://app.example.com'],
  };

  const handler = httpHandler(invite, { service }, async ({ body, principal }) => {
    const invitation = { id: `by-${principal.subject}`, email: body.email };
    return created(invitation, `/shop/invitations/${invitation.id}`);
  });

  const event = apiEvent({ body: { email: 'ada@example.com' }, principal: { sub: 'c1', roles: ['clerk'] } });
  expect(await handler(event, lambdaContext())).toMatchObject({
    statusCode: 201,
    body: '{"id":"by-c1","email":"ada@example.com"}',
  });
});

test('the guard of the README lets nobody through without a token', async () => {
  const handler = middy()
    .use(
      authenticate({
        issuer: 'https://id.example.com/auth',
        audience: 'orders',
        clientId: 'web',
        jwks: 'https://id.example.com/auth/.well-known/jwks.json',
      }),
    )
    .use(requireRole('clerk'))
    .handler(async (event) => ({ statusCode: 200, body: principalOf(event).subject }));

  expect(await handler({ headers: {} }, lambdaContext())).toMatchObject({ statusCode: 401 });
});

test('a chain of one’s own behind the authorizer, as the README has it, knows whose order it is asked for', async () => {
  const orders = new Map([['7', { customer: 'account-1' }]]);

  const handler = middy<APIGatewayProxyEvent>()
    .use(answerProblems())
    .use(requireRole('user'))
    .handler(async (event) => {
      const order = orders.get(event.pathParameters?.['id'] ?? '');
      if (order?.customer !== principalOf(event).subject) throw new GatehouseError('not_found');
      return { statusCode: 200, body: JSON.stringify(order) };
    });

  const asked = (sub: string) => apiEvent({ pathParameters: { id: '7' }, principal: { sub } });
  expect(await handler(asked('account-1'), lambdaContext())).toMatchObject({ statusCode: 200 });
  expect(await handler(asked('account-2'), lambdaContext())).toMatchObject({ statusCode: 404 });
});

test('the README shows what the tests above run', async () => {
  const squeeze = (code: string): string => code.replace(/\s+/g, '');
  const here = squeeze(await readFile(new URL(import.meta.url), 'utf8'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  expect(examples).toHaveLength(3);
  const statements = examples.flatMap((example) =>
    example
      .replace(/^import [^;]*;/gm, '')
      .replace(/^export /gm, '')
      .split('\n\n'),
  );
  for (const statement of statements) expect(here).toContain(squeeze(statement));
});

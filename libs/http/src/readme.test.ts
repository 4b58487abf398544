import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { route } from '@gatehouse/contract';
import { closed, Email, Id } from '@gatehouse/contract/fields';
import { createLogger } from '@gatehouse/log';
import { created, httpHandler } from './index.ts';
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

test('the README shows what the test above runs', async () => {
  const squeeze = (code: string): string => code.replace(/\s+/g, '');
  const here = squeeze(await readFile(new URL(import.meta.url), 'utf8'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const statements = example
    .replace(/^import [^;]*;/gm, '')
    .replace(/^export /gm, '')
    .split('\n\n');
  for (const statement of statements) expect(here).toContain(squeeze(statement));
});

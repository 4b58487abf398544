import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { createLogger } from '@gatehouse/log';
import { closed, Email, LoginPassword } from './fields.ts';
import { httpHandler, ok } from './index.ts';
import { apiEvent, lambdaContext } from './testing.ts';

test('the example of the README works as it stands there', async () => {
  const service = {
    logger: createLogger({ level: 'INFO', service: 'shop' }),
    cors: ['https://app.example.com'],
  };
  const Login = closed({ email: Email, password: LoginPassword });
  const login = async (input: { email: string; password: string; address: string }) => ({
    id: `${input.email}@${input.address}`,
  });
  const handler = httpHandler({ service, body: Login }, async (request) =>
    ok(await login({ ...request.body, address: request.sourceAddress })),
  );
  const event = apiEvent({ body: { email: 'ada@example.com', password: 'x' } });
  expect(await handler(event, lambdaContext())).toMatchObject({
    statusCode: 200,
    body: '{"id":"ada@example.com@192.0.2.1"}',
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

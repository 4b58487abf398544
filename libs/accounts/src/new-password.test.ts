// The rules of a new password with an operator's choices; the breach service is a real one, on loopback.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import type { LogFields } from '@gatehouse/log';
import { createNewPasswordRules, requireGoodPassword } from './index.ts';

const PASSWORD = 'correct horse battery staple';
/** `printf %s 'correct horse battery staple' | sha1sum`, from the sixth digit on. */
const SUFFIX = 'AD6438836DBE526AA231ABDE2D0EEF74D42';

const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };

/** The rules with a breach service that does this, and what it was asked and what was logged. */
const withService = async (listener: RequestListener) => {
  const asked: (string | undefined)[] = [];
  const logged: [message: string, fields: LogFields | undefined][] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const variables = { PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: `http://127.0.0.1:${port}/range` };
  const logger = { warn: (message: string, fields?: LogFields): void => void logged.push([message, fields]) };
  return {
    brokenBy: createNewPasswordRules(variables, logger),
    asked,
    logged,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

describe('a new password', () => {
  const brokenBy = createNewPasswordRules(
    { PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: null },
    { warn: () => undefined },
  );
  const refusal = (password: string): Promise<unknown> =>
    requireGoodPassword(brokenBy, { password, owner: ada, pointer: '/new_password' }).then(
      () => undefined,
      (error: unknown) => error,
    );

  test('that breaks rules is refused with each of them, at its pointer, without the password', async () => {
    const refused = await refusal('Lovelace');
    expect(refused).toMatchObject({
      code: 'validation_failed',
      errors: [
        { pointer: '/new_password', message: 'must have at least 15 characters' },
        { pointer: '/new_password', message: 'must not be made of your name or email' },
      ],
    });
    expect(JSON.stringify(refused)).not.toMatch(/lovelace/i);
  });

  test('that breaks none passes', async () => {
    expect(await refusal(PASSWORD)).toBeUndefined();
  });
});

describe('the breach service', () => {
  test('refuses what it knows', async () => {
    await using service = await withService((_, response) => void response.end(`${SUFFIX}:3`));
    expect(await service.brokenBy(PASSWORD, ada)).toEqual(['must not be known from a breach']);
    expect(await service.brokenBy('another horse battery staple', ada)).toEqual([]);
    expect(service.asked).toHaveLength(2);
    expect(service.asked[0]).toMatch(/^\/range\/[0-9A-F]{5}$/);
  });

  test('is not asked about a password that breaks another rule', async () => {
    await using service = await withService((_, response) => void response.end(`${SUFFIX}:3`));
    expect(await service.brokenBy('short', ada)).not.toContain('must not be known from a breach');
    expect(service.asked).toEqual([]);
  });

  test('is not asked where the request has no time left', async () => {
    await using service = await withService((_, response) => void response.end(`${SUFFIX}:3`));
    expect(await withBudget(0, () => service.brokenBy(PASSWORD, ada))).toEqual([]);
    expect(service.asked).toEqual([]);
    expect(service.logged).toEqual([['breach service failed', { reason: 'slow', failures: 1 }]]);
  });

  test('that fails lets the password pass, and is counted in the log, without anything of the password', async () => {
    await using service = await withService((_, response) => void response.writeHead(500).end());
    for (let time = 0; time < 2; time += 1) expect(await service.brokenBy(PASSWORD, ada)).toEqual([]);
    expect(service.logged).toEqual([
      ['breach service failed', { reason: 'refused', failures: 1 }],
      ['breach service failed', { reason: 'refused', failures: 2 }],
    ]);
  });
});

// What a new password has to be, and that it is then taken exactly as it was sent.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, register, signUp, type Answer, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

const sqlite = { name: 'SQLite', databaseUrl: null };

/** The rules that an answer says a password breaks, by pointer. */
const broken = ({ status, body }: Answer): readonly (readonly [pointer: string, message: string])[] => {
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation_failed' });
  return body.errors.map(({ pointer, message }: Record<string, string>) => [pointer, message]);
};

const COMMON = expect.stringContaining('a common password');
const OWN = 'must not be made of your name or email';

describe('a new password', () => {
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(sqlite, { PASSWORD_MIN_LENGTH: '8' });
    call = clientOf(gateway.url);
  });
  afterAll(() => gateway?.stop());

  const registering = (password: string) =>
    call('POST', '/users', { body: newPerson({ first_name: 'Wilhelmina', password }) });

  test.each(['sunshine', 'Football1', 'trustno1', 'passwordpassword', '1q2w3e4r5t', '????????????????'])(
    'that is common is refused at a registration: %s',
    async (password) => {
      const answer = await registering(password);
      expect(broken(answer)).toEqual([['/password', COMMON]]);
      expect(JSON.stringify(answer.body)).not.toContain(password);
    },
  );

  test('that is made of the names and the email is refused at a registration', async () => {
    expect(broken(await registering('Lovelace-Wilhelmina'))).toEqual([['/password', OWN]]);
    const { email } = newPerson();
    const named = await call('POST', '/users', { body: newPerson({ email, password: email }) });
    expect(broken(named)).toEqual([['/password', OWN]]);
  });

  test('breaks every rule in one answer, beside what else is wrong', async () => {
    const body = { ...newPerson({ last_name: 'Dragon', password: 'Dragon12345' }), first_name: 7 };
    expect(broken(await call('POST', '/users', { body }))).toEqual([
      ['/first_name', 'must be of type string'],
      ['/password', COMMON],
      ['/password', OWN],
    ]);
  });

  test('is held to the same at a change, with the names and the email of the account', async () => {
    const { person, tokens } = await signUp(call, newPerson({ last_name: 'Featherstone' }));
    const changeTo = (new_password: string) =>
      call('POST', '/auth/password', {
        token: tokens.access_token,
        body: { current_password: person.password, new_password },
      });
    expect(broken(await changeTo('Featherstone1815'))).toEqual([['/new_password', OWN]]);
    expect(broken(await changeTo('kq8vxw2'))).toEqual([['/new_password', 'must have at least 8 characters']]);
    expect(broken(await changeTo('sunshine'))).toEqual([['/new_password', COMMON]]);
    expect((await changeTo('a feather and a stone')).status).toBe(204);
  });

  test('is in no line of the log when it is refused', async () => {
    await registering('passwordpassword');
    expect(gateway.output()).not.toContain('passwordpassword');
  });
});

describe('a password is taken exactly as it was sent', () => {
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(sqlite);
    call = clientOf(gateway.url);
  });
  afterAll(() => gateway?.stop());

  const composed = 'caf\u00e9 au lait, s\u2019il vous pla\u00eet';
  const astral = String.fromCodePoint(...Array.from({ length: 256 }, (_, at) => 0x1f400 + at));

  test.each<[string, string, readonly string[]]>([
    ['blanks at its ends', '  seven quiet rivers\t', ['seven quiet rivers', ' seven quiet rivers\t']],
    ['composed letters', composed, [composed.normalize('NFD')]],
    ['decomposed letters', composed.normalize('NFD'), [composed]],
    ['letter case', 'Seven Quiet Rivers', ['seven quiet rivers']],
    ['wide forms', 'ｓｅｖｅｎ quiet rivers', ['seven quiet rivers']],
    ['a null within', 'seven\u0000quiet rivers', ['seven', 'seven\u0000']],
    ['256 code points outside of the BMP', astral, [Array.from(astral).slice(0, 255).join('')]],
  ])('%s', async (_, password, others) => {
    const person = newPerson({ password });
    await register(call, person);
    await logIn(call, person);
    for (const other of others) {
      const answer = await call('POST', '/auth/login', { body: { email: person.email, password: other } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } });
    }
  });
});

describe('with a breach service', () => {
  const known = 'correct horse battery staple';
  const [PREFIX, SUFFIX] = ['ABF7A', 'AD6438836DBE526AA231ABDE2D0EEF74D42'];
  const asked: (string | undefined)[] = [];
  let answers: 'range' | 'failure' = 'range';
  let service: Server;
  let gateway: RunningGateway;
  let call: Client;

  beforeAll(async () => {
    service = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(answers === 'range' ? 200 : 500).end(`${'0'.repeat(35)}:0\r\n${SUFFIX}:12`);
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    const { port } = service.address() as AddressInfo;
    gateway = await startGateway(sqlite, { PASSWORD_BREACH_URL: `http://127.0.0.1:${port}/range` });
    call = clientOf(gateway.url);
  });
  afterAll(async () => {
    await gateway?.stop();
    service.closeAllConnections();
    service.close();
  });

  test('what it knows is refused, at a registration and at a change, and it learns five digits', async () => {
    const BREACHED = 'must not be known from a breach';
    const registered = await call('POST', '/users', { body: newPerson({ password: known }) });
    expect(broken(registered)).toEqual([['/password', BREACHED]]);

    const { person, tokens } = await signUp(call, newPerson({ password: 'seven quiet rivers' }));
    const changed = await call('POST', '/auth/password', {
      token: tokens.access_token,
      body: { current_password: person.password, new_password: known },
    });
    expect(broken(changed)).toEqual([['/new_password', BREACHED]]);
    expect(new Set(asked.filter((url) => url?.endsWith(PREFIX)))).toEqual(new Set([`/range/${PREFIX}`]));
    for (const url of asked) expect(url).toMatch(/^\/range\/[0-9A-F]{5}$/);
  });

  test('one that fails lets everything pass, and each time has its line in the log', async () => {
    answers = 'failure';
    await register(call, newPerson({ password: known }));
    await gateway.printed('"message":"breach service failed","reason":"refused","failures":1');
    expect(gateway.output()).not.toMatch(new RegExp(`${known}|${SUFFIX}|${PREFIX}`));
    expect(asked.at(-1)).toBe(`/range/${PREFIX}`);
  });
});

// Accounts that come from elsewhere, from the outside: they sign in as before, their hashes become ours, and they go out again.
import { pbkdf2Sync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { tokenTo } from './mailbox.ts';
import { storesUnderTest } from './stores.ts';

const PASSWORD = 'hunter2';
const NEW_PASSWORD = 'another horse battery staple';
/** Of the password above. */
const BCRYPT = '$2b$04$IUAcVDS2RfxlRppckN/b4ud8EtjBI70Vq4VqJkjs7EaUfvjhXp/Q2';
const SALT = Buffer.from('a salt of bytes.');
const TAG = pbkdf2Sync(PASSWORD, SALT, 1000, 32, 'sha256');

describe.each(storesUnderTest('imports'))('on $name', (store) => {
  let folder: string;
  let gateway: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-import-'));
    gateway = await startGateway(store);
    call = clientOf(gateway.url);
  });
  afterAll(async () => {
    await gateway?.stop();
    await rm(folder, { recursive: true });
  });

  const importText = async (text: string, ...options: readonly string[]): Promise<string> => {
    const file = join(folder, 'accounts');
    await writeFile(file, text);
    const printed = await gateway.operate('import', file, ...options);
    return printed.trimEnd().split('\n').at(-1) ?? '';
  };
  const lineOf = ({ email, first_name, last_name }: Person) => ({ email, first_name, last_name });
  const attempt = async ({ email }: Person, password: string): Promise<unknown> => {
    const { status, body } = await call('POST', '/auth/login', { body: { email, password } });
    return status === 200 ? status : [status, (body as { code: string }).code];
  };
  const REFUSED = [400, 'invalid_credentials'];

  test('whoever is imported with a hash signs in with the old password, again and again, and with no other', async () => {
    const person = newPerson({ password: PASSWORD });
    const line = JSON.stringify({ ...lineOf(person), password_hash: BCRYPT, email_verified: true });
    expect(await importText(line)).toBe('1 read: 1 imported, 0 there already, 0 refused');
    expect(await attempt(person, 'hunter3')).toEqual(REFUSED);
    const { access_token: token } = await logIn(call, person);
    expect(await call('GET', '/users/me', { token })).toMatchObject({
      status: 200,
      body: { ...lineOf(person), roles: ['user'], email_verified: true },
    });
    expect(await attempt(person, PASSWORD)).toBe(200);
    const [exported] = (await gateway.operate('export', '--account', person.email, '--with-hashes')).split(
      '\n',
    );
    expect(JSON.parse(exported!)).toMatchObject({
      ...lineOf(person),
      password_hash: expect.stringMatching(/^\$argon2id\$v=19\$/),
    });
    expect(await importText(line)).toBe('1 read: 0 imported, 1 there already, 0 refused');
  });

  test('another system’s export signs in too', async () => {
    const person = newPerson({ password: PASSWORD });
    const credential = {
      type: 'password',
      secretData: JSON.stringify({ value: TAG.toString('base64'), salt: SALT.toString('base64') }),
      credentialData: JSON.stringify({ hashIterations: 1000, algorithm: 'pbkdf2-sha256' }),
    };
    const user = {
      email: person.email,
      firstName: 'Ada',
      lastName: 'Lovelace',
      enabled: true,
      credentials: [credential],
    };
    await importText(JSON.stringify({ realm: 'example', users: [user] }, null, 2), '--format', 'keycloak');
    expect(await attempt(person, PASSWORD)).toBe(200);
  });

  test('whoever comes without a hash signs in by no password until a reset', async () => {
    const person = newPerson();
    await importText(JSON.stringify(lineOf(person)));
    expect(await attempt(person, PASSWORD)).toEqual(REFUSED);
    expect((await call('POST', '/auth/password/forgot', { body: { email: person.email } })).status).toBe(202);
    const token = await tokenTo(gateway, person.email, 'reset_password');
    const reset = await call('POST', '/auth/password/reset', { body: { token, new_password: NEW_PASSWORD } });
    expect(reset.status).toBe(204);
    expect(await attempt(person, NEW_PASSWORD)).toBe(200);
  });

  test('whoever comes disabled is kept out, and an address that is imported is taken', async () => {
    const person = newPerson({ password: PASSWORD });
    await importText(JSON.stringify({ ...lineOf(person), password_hash: BCRYPT, disabled: true }));
    expect(await attempt(person, PASSWORD)).toEqual(REFUSED);
    const registered = await call('POST', '/users', { body: newPerson({ email: person.email }) });
    expect(registered).toMatchObject({ status: 409, body: { code: 'email_taken' } });
  });
});

// A backup under load and its way back, from the outside: what an operator is told, and what works no more for whom.
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, signUp, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { tokenTo } from './mailbox.ts';
import { challenge, complete, enrol, nextCode, type EnrolledApp } from './second-factor.ts';

const NEW_PASSWORD = 'another horse battery staple';

let home: string;
let gateway: RunningGateway;
let call: Client;
const inHome = (name: string): string => join(home, name);

/** One gateway after the other on one home: `stop` of a gateway that has a home given leaves it there. */
const start = async (): Promise<void> => {
  gateway = await startGateway({ name: 'SQLite', databaseUrl: null }, { GATEHOUSE_HOME: home });
  call = clientOf(gateway.url);
};

const post = (path: string, body: object, token?: string) => call('POST', path, { body, token });
const attempt = async ({ email, password }: Person): Promise<string> => {
  const { status, body } = await post('/auth/login', { email, password });
  return status === 200 ? 'signed in' : (body.code as string);
};
const codeOf = async (answer: Promise<{ status: number; body: any }>): Promise<unknown> => {
  const { status, body } = await answer;
  return status < 300 ? status : [status, body.code];
};
/** What the command ends with on standard error. */
const refusalOf = (...args: string[]): Promise<string> =>
  gateway.operate('restore', ...args).then(
    () => 'restored',
    (error: { readonly stderr: string }) => error.stderr,
  );
const operate = (command: string, { person }: Someone, ...more: string[]): Promise<string> =>
  gateway.operate('admin', command, person.email, ...more);
const changePassword = ({ person, tokens }: Someone) =>
  post(
    '/auth/password',
    { current_password: person.password, new_password: NEW_PASSWORD },
    tokens.access_token,
  );

type Someone = Awaited<ReturnType<typeof signUp>>;

const NAMES = [
  ...(['calm', 'changer', 'erased', 'clerk', 'disabled'] as const),
  ...(['mover', 'enrolling', 'unenrolled', 'owner'] as const),
];
/** To each of them something else happens after the backup. */
let people: Readonly<Record<(typeof NAMES)[number], Someone>>;
let late: Someone;
let app: EnrolledApp;
let challenged: string;
let resetLink: string;
let laterSession: { readonly access_token: string; readonly refresh_token: string };
let duringBackup: readonly number[];
let output: string;

const makeEveryone = async (): Promise<void> => {
  // One after the other: a busy machine refuses what would wait too long to be hashed.
  const made: Record<string, Someone> = {};
  for (const name of NAMES) made[name] = await signUp(call, newPerson());
  people = made as typeof people;
  const { clerk, calm, unenrolled, owner } = people;
  await operate('grant', clerk, 'clerk', '--force');
  await operate('grant', calm);
  await enrol(call, unenrolled.tokens.access_token);
  app = await enrol(call, owner.tokens.access_token);
  challenged = await challenge(call, owner.person);
  await post('/auth/password/forgot', { email: calm.person.email });
  resetLink = await tokenTo(gateway, calm.person.email, 'reset_password');
};

/** Registrations, logins and reads go on while the copy is made. */
const backUpUnderLoad = async (): Promise<void> => {
  const backup = gateway.operate('backup', inHome('copy.db'));
  const answers: number[] = [];
  let isOver = false;
  const load = async (): Promise<void> => {
    while (!isOver) answers.push((await post('/users', newPerson())).status);
  };
  const loads = [load(), load()];
  output = await backup;
  isOver = true;
  await Promise.all(loads);
  duringBackup = answers;
};

const changeEveryone = async (): Promise<void> => {
  const { changer, erased, clerk, disabled, mover, enrolling, unenrolled, calm, owner } = people;
  await changePassword(changer);
  await operate('erase', erased);
  await operate('revoke', clerk, 'clerk');
  await operate('disable', disabled);
  await call('PATCH', `/users/${mover.user.id}`, {
    token: mover.tokens.access_token,
    body: { email: newPerson().email },
  });
  await enrol(call, enrolling.tokens.access_token);
  await operate('unenrol', unenrolled);
  await complete(call, await challenge(call, owner.person), app.recoveryCodes[0]!);
  late = await signUp(call, newPerson());
  laterSession = await logIn(call, calm.person);
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gatehouse-restore-'));
  await start();
  await makeEveryone();
  await backUpUnderLoad();
  await changeEveryone();
});
afterAll(async () => {
  await gateway.stop();
  await rm(home, { recursive: true, force: true });
});

test('a backup is made while the gateway serves, for its owner alone, and overwrites nothing', async () => {
  expect(duringBackup.length).toBeGreaterThan(2);
  // A busy machine may refuse to hash (429), and has then not looked at the store.
  expect(duringBackup.filter((status) => status !== 201 && status !== 429)).toEqual([]);
  expect(output).toContain('copy.db has');
  expect((await stat(inHome('copy.db'))).mode & 0o777).toBe(0o600);
  await expect(gateway.operate('backup', inHome('copy.db'))).rejects.toMatchObject({
    stderr: expect.stringContaining('is there already'),
  });
});

test('a restore is refused while the gateway runs, and for what is no backup', async () => {
  expect(await refusalOf(inHome('copy.db'))).toMatch(/gatehouse\.db is in use: stop the gateway/);
  expect(await refusalOf(inHome('audit.jsonl'))).toMatch(/in use|no SQLite file/);
  expect(await refusalOf()).toMatch(/^usage: npm run restore/);
  expect(await attempt(people.calm.person)).toBe('signed in');
});

describe('a restore with events', () => {
  beforeAll(async () => {
    await gateway.stop();
    await copyFile(inHome('audit.jsonl'), inHome('events.jsonl'));
    output = await gateway.operate('restore', inHome('copy.db'), '--events', inHome('events.jsonl'));
    await start();
  });

  test('tells counts and ids, and no email', async () => {
    const { erased, clerk, disabled, mover } = people;
    for (const [what, { user }] of [
      ['Erased again: 1', erased],
      ['Roles fell back', clerk],
      ['Disabled again: 1', disabled],
      ['the email has changed', mover],
    ] as const)
      expect(output.split(what)[1]!.split('\n')[1]).toContain(user.id);
    expect(output).not.toContain('@example.com');
    expect(output).toMatch(/kept as \S+\.replaced-/);
  });

  test('leaves who was left alone, and ends every session, link and challenge', async () => {
    const { calm } = people;
    expect(await attempt(calm.person)).toBe('signed in');
    for (const { access_token, refresh_token } of [calm.tokens, laterSession]) {
      expect(await codeOf(call('GET', '/users/me', { token: access_token }))).toEqual([401, 'unauthorized']);
      expect(await codeOf(post('/auth/refresh', { refresh_token }))).toEqual([400, 'invalid_grant']);
    }
    const reset = { token: resetLink, new_password: NEW_PASSWORD };
    expect(await codeOf(post('/auth/password/reset', reset))).toEqual([400, 'invalid_grant']);
    expect(await codeOf(complete(call, challenged, nextCode(app)))).toEqual([400, 'invalid_grant']);
  });

  test('erases again, disables again, takes the role again, and voids the password that was changed', async () => {
    const { erased, disabled, mover, changer, clerk } = people;
    expect(await attempt(erased.person)).toBe('invalid_credentials');
    expect(await attempt(disabled.person)).toBe('invalid_credentials');
    expect(await attempt(mover.person)).toBe('invalid_credentials');
    expect(await attempt(late.person)).toBe('invalid_credentials');
    expect(await attempt(changer.person)).toBe('invalid_credentials');
    expect(await attempt({ ...changer.person, password: NEW_PASSWORD })).toBe('invalid_credentials');
    const { access_token: token } = await logIn(call, clerk.person);
    expect((await call('GET', '/users/me', { token })).body.roles).toEqual(['user']);
  });

  test('lets no password sign in alone where factors were changed, until a reset', async () => {
    const { enrolling, unenrolled } = people;
    expect(await attempt(enrolling.person)).toBe('invalid_credentials');
    expect(await attempt(unenrolled.person)).toBe('invalid_credentials');
    const { email } = enrolling.person;
    await post('/auth/password/forgot', { email });
    const token = await tokenTo(gateway, email, 'reset_password');
    expect(await codeOf(post('/auth/password/reset', { token, new_password: NEW_PASSWORD }))).toBe(204);
    expect(await attempt({ ...enrolling.person, password: NEW_PASSWORD })).toBe('signed in');
  });

  test('keeps an app that was there before, and takes recovery codes, of which one was used since', async () => {
    const token = await challenge(call, people.owner.person);
    for (const code of app.recoveryCodes.slice(0, 2))
      expect(await codeOf(complete(call, token, code))).toEqual([400, 'invalid_credentials']);
  });

  test('gives an erased address free again', async () => {
    expect((await post('/users', people.erased.person)).status).toBe(201);
  });
});

describe('a restore without events', () => {
  beforeAll(async () => {
    await gateway.stop();
  });

  test('names a line that is no event, and then has changed nothing', async () => {
    const lines = (await readFile(inHome('events.jsonl'), 'utf8')).split('\n');
    lines.splice(3, 0, '{"audit":true,"time":"2026');
    await writeFile(inHome('cut.jsonl'), lines.join('\n'));
    const before = await readFile(inHome('gatehouse.db'));
    expect(await refusalOf(inHome('copy.db'), '--events', inHome('cut.jsonl'))).toMatch(
      /cut\.jsonl: line 4 /,
    );
    expect((await readFile(inHome('gatehouse.db'))).equals(before)).toBe(true);
  });

  test('voids every password until a reset, which then signs in', async () => {
    const { calm } = people;
    output = await gateway.operate('restore', inHome('copy.db'));
    await start();
    expect(output).toMatch(/No password until a reset: \d+\n/);
    expect(output).toContain('No admin can sign in before a reset');
    expect(await attempt(calm.person)).toBe('invalid_credentials');
    await operate('reset', calm);
    const { email } = calm.person;
    const token = await tokenTo(gateway, email, 'reset_password', 2);
    expect(await codeOf(post('/auth/password/reset', { token, new_password: NEW_PASSWORD }))).toBe(204);
    expect(await attempt({ ...calm.person, password: NEW_PASSWORD })).toBe('signed in');
  });

  test('keeps them where that is said', async () => {
    const { calm, changer } = people;
    await gateway.stop();
    await gateway.operate('restore', inHome('copy.db'), '--keep-passwords');
    await start();
    expect(await attempt(calm.person)).toBe('signed in');
    expect(await attempt(changer.person)).toBe('signed in');
  });
});

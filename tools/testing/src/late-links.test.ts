// What only the passing of days shows of the links in mails, through the whole gateway, by the clock of a run.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGatehouse, type Gatehouse } from './index.ts';

const DAY = 86_400;
const password = 'five words that nobody else has';

let open: Gatehouse;
let confirmed: Gatehouse;
beforeAll(async () => {
  [open, confirmed] = await Promise.all([
    startGatehouse(),
    startGatehouse({ env: { REGISTRATION: 'confirmed' } }),
  ]);
});
afterAll(() => Promise.all([open?.stop(), confirmed?.stop()]));

const post = async ({ url }: Gatehouse, path: string, body: object): Promise<string> => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const problem = (await answer.json().catch(() => null)) as { readonly code?: string } | null;
  return problem?.code ?? String(answer.status);
};

const register = (gatehouse: Gatehouse, email: string) =>
  post(gatehouse, '/users', { first_name: 'Ada', last_name: 'Lovelace', email, password });

const verify = (gatehouse: Gatehouse, token: string | null) =>
  post(gatehouse, '/auth/email/verify', { token, password });

const resetLink = async (gatehouse: Gatehouse, email: string) => {
  expect(await post(gatehouse, '/auth/password/forgot', { email })).toBe('202');
  return (await gatehouse.outbox.next(email)).token;
};

const reset = (gatehouse: Gatehouse, token: string | null) =>
  post(gatehouse, '/auth/password/reset', { token, new_password: `${password} yet` });

test('the link to verify an address is good for 24 hours', async () => {
  const emails = ['ada@example.com', 'grace@example.com'];
  for (const email of emails) expect(await register(open, email)).toBe('201');
  const [good, late] = await Promise.all(emails.map(async (email) => (await open.outbox.next(email)).token));
  open.clock.advance(DAY - 60);
  expect(await verify(open, good!)).toBe('204');
  open.clock.advance(120);
  expect(await verify(open, late!)).toBe('invalid_grant');
});

test('the link to reset a password is good for 30 minutes', async () => {
  const email = 'mary@example.com';
  expect(await register(open, email)).toBe('201');
  await open.outbox.next(email);
  const late = await resetLink(open, email);
  open.clock.advance(1801);
  expect(await reset(open, late)).toBe('invalid_grant');
  const good = await resetLink(open, email);
  open.clock.advance(1700);
  expect(await reset(open, good)).toBe('204');
});

test('a registration waits 24 hours, and its later links end with it', async () => {
  const email = 'ada@example.com';
  expect(await register(confirmed, email)).toBe('202');
  const { token: first } = await confirmed.outbox.next(email);
  confirmed.clock.advance(DAY / 2);
  expect(await register(confirmed, email)).toBe('202');
  const { token: again } = await confirmed.outbox.next(email);
  confirmed.clock.advance(DAY / 2);
  for (const token of [first, again]) expect(await verify(confirmed, token)).toBe('invalid_grant');
  expect(await register(confirmed, email)).toBe('202');
  expect(await verify(confirmed, (await confirmed.outbox.next(email)).token)).toBe('204');
});

test('the first registration of an address is mailed whatever was asked for before, and of what can be asked for three an hour', async () => {
  const email = 'edith@example.com';
  for (let count = 0; count < 5; count += 1) await post(confirmed, '/auth/password/forgot', { email });
  expect(await register(confirmed, email)).toBe('202');
  expect((await confirmed.outbox.next(email)).kind).toBe('verify_email');
  confirmed.clock.advance(3601);
  for (let count = 0; count < 5; count += 1)
    expect(await post(confirmed, '/auth/password/forgot', { email })).toBe('202');
  for (let count = 0; count < 3; count += 1)
    expect((await confirmed.outbox.next(email)).kind).toBe('reset_password');
  confirmed.clock.advance(3601);
  await post(confirmed, '/auth/email/resend', { email });
  expect((await confirmed.outbox.next(email)).kind).toBe('verify_email');
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, newPerson, register, type Answer, type Client, type Person } from './client.ts';
import { packaged, startGateway, type RunningGateway } from './gateway-process.ts';

/** Six hundred logins at once; what limits an account or an address is off, so that all of them come to the hashes. */
const CROWD = 600;
const OUTCOMES = ['200 tokens', '400 invalid_credentials', '429 too_many_attempts'];

describe('a crowd of logins at once', () => {
  let gateway: RunningGateway;
  let call: Client;
  let person: Person;
  beforeAll(async () => {
    gateway = await startGateway({ name: 'SQLite', databaseUrl: null });
    call = clientOf(gateway.url);
    person = newPerson();
    await register(call, person);
  });
  afterAll(() => gateway?.stop());

  const logIn = (index: number): Promise<Answer> => {
    const { email, password } = index % 3 === 0 ? newPerson() : person;
    return call('POST', '/auth/login', { body: { email, password: index % 3 === 1 ? 'wrong' : password } });
  };

  test('is served in time, or told at once when to come back', async () => {
    const answers = await Promise.all(Array.from({ length: CROWD }, (_, index) => logIn(index)));
    const outcomes = answers.map(({ status, body }) => `${status} ${body.code ?? 'tokens'}`);
    const other = outcomes.filter((outcome) => !OUTCOMES.includes(outcome));
    expect(other).toEqual([]);
    // Behind the zips each call has a process of its own, as on Lambda, and waits for no other.
    if (!packaged) expect(new Set(outcomes)).toContain('429 too_many_attempts');
    expect(answers.filter(({ status }) => status !== 429).length).toBeGreaterThan(1);
    for (const { headers } of answers.filter(({ status }) => status === 429))
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });

  test('leaves no trace: the next login is as ever', async () => {
    const { email, password } = person;
    expect(await call('POST', '/auth/login', { body: { email, password } })).toMatchObject({ status: 200 });
  });
});

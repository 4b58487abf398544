// What attackers and owners meet at the limits, as they are where nothing is set.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newPerson, register, signUp, type Answer, type Client, type Person } from './client.ts';
import { clientFrom } from './client-from.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { storesUnderTest } from './stores.ts';

/** As if they were not set. */
const BY_DEFAULT = {
  LOGIN_LIMIT_PER_ACCOUNT: '',
  LOGIN_LIMIT_PER_ADDRESS: '',
  REGISTER_LIMIT_PER_ADDRESS: '',
};

/** Another one at each call, so that tests do not spend each other's attempts. */
const newAddress = (
  (last) => () =>
    `127.7.${Math.floor((last += 1) / 250)}.${(last % 250) + 1}`
)(0);

const outcomeOf = ({ status, body }: Answer): string => `${status} ${body?.code ?? 'good'}`;

const repeated = async <T>(times: number, act: (index: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let index = 0; index < times; index += 1) results.push(await act(index));
  return results;
};

const REFUSED = '400 invalid_credentials';
const STOPPED = '429 too_many_attempts';

describe.each(storesUnderTest('limits'))('on $name', (store) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await startGateway(store, BY_DEFAULT);
  });
  afterAll(() => gateway?.stop());

  const from = (address = newAddress(), { url } = gateway): Client => clientFrom(url, address);

  const logIn = async (call: Client, { email, password }: Person): Promise<Answer> =>
    call('POST', '/auth/login', { body: { email, password } });

  const guess = async (call: Client, { email }: Pick<Person, 'email'>): Promise<string> =>
    outcomeOf(await call('POST', '/auth/login', { body: { email, password: 'not the password' } }));

  const newcomer = async (): Promise<Person> => {
    const person = newPerson();
    await register(from(), person);
    return person;
  };

  test('an eleventh guess at an account from one address is not looked at, whatever its headers say', async () => {
    const [person, attacker] = [await newcomer(), from()];
    const disguised: Client = (method, path, call) =>
      attacker(method, path, { ...call, headers: { 'x-forwarded-for': newAddress() } });
    expect(await repeated(10, () => guess(disguised, person))).toEqual(Array(10).fill(REFUSED));
    const stopped = await logIn(disguised, person);
    expect(outcomeOf(stopped)).toBe(STOPPED);
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(700);
    expect(Number(stopped.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect(outcomeOf(await logIn(from(), person))).toBe('200 good');
  });

  test('an email that nobody has is counted and answered alike', async () => {
    const [nobody, attacker] = [newPerson(), from()];
    expect(await repeated(11, () => guess(attacker, nobody))).toEqual([...Array(10).fill(REFUSED), STOPPED]);
  });

  test('of a hundred guesses at once no more than ten are looked at', async () => {
    const [person, attacker] = [await newcomer(), from()];
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => guess(attacker, person)));
    expect(outcomes.filter((outcome) => outcome !== STOPPED).length).toBeLessThanOrEqual(10);
    expect(new Set(outcomes)).toContain(STOPPED);
  });

  test('an address that tries one password at many accounts is stopped at the 101st', async () => {
    const attacker = from();
    const outcomes = await repeated(101, () => guess(attacker, newPerson()));
    expect(outcomes).toEqual([...Array(100).fill(REFUSED), STOPPED]);
  });

  test('many addresses are stopped at a hundred guesses at one account, and its owner at home is not', async () => {
    const [person, home] = [await newcomer(), from()];
    expect(outcomeOf(await logIn(home, person))).toBe('200 good');
    const guesses = await repeated(10, async () => {
      const bot = from();
      return repeated(10, () => guess(bot, person));
    });
    expect(new Set(guesses.flat())).toEqual(new Set([REFUSED]));
    expect(await guess(from(), person)).toBe(STOPPED);
    expect(outcomeOf(await logIn(home, person))).toBe('200 good');
    expect(outcomeOf(await logIn(from(), person))).toBe(STOPPED);
  });

  test('a refused refresh is counted, and a good one is not held up', async () => {
    const call = from();
    const { tokens } = await signUp(call);
    const refresh = async (refresh_token: string): Promise<string> =>
      outcomeOf(await call('POST', '/auth/refresh', { body: { refresh_token } }));
    const outcomes = await repeated(101, () => refresh('none of ours'));
    expect(outcomes).toEqual([...Array(100).fill('400 invalid_grant'), STOPPED]);
    expect(await refresh(tokens.refresh_token)).toBe('200 good');
  });

  test('a 21st registration from one address is refused', async () => {
    const call = from();
    const outcomes = await repeated(21, async () =>
      outcomeOf(await call('POST', '/users', { body: newPerson() })),
    );
    expect(outcomes).toEqual([...Array(20).fill('201 good'), STOPPED]);
  });

  test('a stolen access token is no way to guess at the password', async () => {
    const { person, tokens } = await signUp(from());
    const thief = from();
    const change = async (current_password: string): Promise<string> =>
      outcomeOf(
        await thief('POST', '/auth/password', {
          token: tokens.access_token,
          body: { current_password, new_password: 'another horse battery staple' },
        }),
      );
    expect(await repeated(10, () => change('not the password'))).toEqual(Array(10).fill(REFUSED));
    expect(await change(person.password)).toBe(STOPPED);
  });

  test('a login takes back its own attempt alone', async () => {
    const [person, call] = [await newcomer(), from()];
    await repeated(9, () => guess(call, person));
    expect(await repeated(3, async () => outcomeOf(await logIn(call, person)))).toEqual(
      Array(3).fill('200 good'),
    );
    expect(await guess(call, person)).toBe(REFUSED);
    expect(outcomeOf(await logIn(call, person))).toBe(STOPPED);
  });

  test('all processes count in the same, and one that starts anew has forgotten nothing', async () => {
    const [person, address] = [newPerson(), newAddress()];
    const beside = await gateway.startBeside();
    await repeated(5, () => guess(from(address), person));
    expect(await repeated(5, () => guess(from(address, beside), person))).toEqual(Array(5).fill(REFUSED));
    await beside.stop();
    const after = await gateway.startBeside();
    expect(await guess(from(address, after), person)).toBe(STOPPED);
    await after.stop();
  });
});

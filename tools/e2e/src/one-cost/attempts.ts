// The logins whose refusals have to look and cost the same, the accounts that they are for, and how one is timed.
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@gatehouse/db';
import { newPerson, plainClientOf, register, type Answer } from '../client.ts';
import type { RunningGateway } from '../gateway-process.ts';

/** A request of which one answer is wanted, by its kind. */
export interface Attempt {
  readonly kind: string;
  /** Milliseconds until the whole answer was there. @throws Error for any other answer */
  measure(): Promise<number>;
}

/** The two kinds that are the same, so that what is between them is noise. */
export const NULL_PAIR = ['unknown email', 'unknown email again'] as const;

export const isOfNullPair = (kind: string): boolean => (NULL_PAIR as readonly string[]).includes(kind);

/** bcrypt at the cost of 10, as Auth0 writes it, of a password that nobody tries. */
const BCRYPT = '$2b$10$JOf/0xGGBpDtLAA2CpNgUuKRzzNSE.Mwiau5HqAzjgOImgbxbjO92';

/** Milliseconds until the whole answer was there. @throws Error for one that is not wanted */
export const timed = async (
  kind: string,
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
): Promise<number> => {
  const began = performance.now();
  const answer = await ask();
  const ms = performance.now() - began;
  if (isWanted(answer)) return ms;
  throw new Error(`${kind}: answered ${answer.status} ${JSON.stringify(answer.body)}`);
};

/** Makes the accounts. With a floor there is one with an imported hash, and the store says so. */
export const createAttempts = async (
  gateway: RunningGateway,
  floorMs: number | null,
): Promise<readonly Attempt[]> => {
  const call = plainClientOf(gateway.url);
  const attempt = (kind: string, email: () => string): Attempt => ({
    kind,
    measure() {
      const body = { email: email(), password: 'not the password of anyone' };
      const ask = () => call('POST', '/auth/login', { body });
      return timed(kind, ask, ({ status, body }) => status === 400 && body.code === 'invalid_credentials');
    },
  });
  const account = async (): Promise<string> => {
    const person = newPerson();
    await register(call, person);
    return person.email;
  };
  const [known, disabled] = [await account(), await account()];
  await gateway.operate('admin', 'disable', disabled);
  const attempts = [
    ...NULL_PAIR.map((kind) => attempt(kind, () => `nobody.${randomUUID()}@example.com`)),
    attempt('wrong password', () => known),
    attempt('disabled account', () => disabled),
  ];
  if (floorMs === null) return attempts;
  const imported = await account();
  await inStore(gateway, (database) => importHash(database, imported, floorMs));
  return [...attempts, attempt('bcrypt hash', () => imported)];
};

const importHash = async ({ users, values }: Database, email: string, floorMs: number): Promise<void> => {
  const { id, passwordHash: from } = (await users.findByEmail(email))!;
  await users.rehash(id, { from, to: BCRYPT });
  await values.set('imported_hashes', '1');
  await values.set('refusal_floor_ms', String(floorMs));
};

const inStore = async (
  { home }: RunningGateway,
  act: (database: Database) => Promise<void>,
): Promise<void> => {
  const database = openDatabase(`sqlite:${home}/gatehouse.db`);
  await act(database).finally(() => database.close());
};

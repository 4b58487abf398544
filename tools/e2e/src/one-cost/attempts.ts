// The logins whose refusals have to look and cost the same, and the accounts that they are for.
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@gatehouse/db';
import { newPerson, plainClientOf, register } from '../client.ts';
import type { RunningGateway } from '../gateway-process.ts';

/** A login that is refused, by its kind. */
export interface Attempt {
  readonly kind: string;
  /** Milliseconds until the whole answer was there. @throws Error for any other answer than the refusal */
  measure(): Promise<number>;
}

const NULL_PAIR = ['unknown email', 'unknown email again'] as const;

/** The two kinds that are the same, so that what is between them is noise. */
export const isOfNullPair = (kind: string): boolean => (NULL_PAIR as readonly string[]).includes(kind);

/** bcrypt at the cost of 10, as Auth0 writes it, of a password that nobody tries. */
const BCRYPT = '$2b$10$JOf/0xGGBpDtLAA2CpNgUuKRzzNSE.Mwiau5HqAzjgOImgbxbjO92';

/** Makes the accounts. With a floor there is one with an imported hash, and the store says so. */
export const createAttempts = async (
  gateway: RunningGateway,
  floorMs: number | null,
): Promise<readonly Attempt[]> => {
  const call = plainClientOf(gateway.url);
  const attempt = (kind: string, email: () => string): Attempt => ({
    kind,
    async measure() {
      const body = { email: email(), password: 'not the password of anyone' };
      const began = performance.now();
      const answer = await call('POST', '/auth/login', { body });
      const ms = performance.now() - began;
      if (answer.status === 400 && answer.body.code === 'invalid_credentials') return ms;
      throw new Error(`${kind}: answered ${answer.status} ${JSON.stringify(answer.body)}`);
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

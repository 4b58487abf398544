// Waiting registrations in DynamoDB: one item by email, and before it one by which its id is found.
import { requireText } from '../text.ts';
import type { RegistrationStore, WaitingRegistration } from '../waiting-ports.ts';
import type { Running } from './connection.ts';
import { keyOf } from './keys.ts';
import { quietly } from './quietly.ts';
import type { Table } from './requests.ts';
import { dateOf, timeOf, ttlOf } from './times.ts';
import { textIn, type Fields } from './values.ts';

export const createDynamoRegistrationStore = ({ run }: Running): RegistrationStore => ({
  insert: (registration) => run((table) => insert(table, registration)),
  findById: (id) => run((table) => findById(table, id)),
  findByEmail: (email) => run((table) => findByEmail(table, email)),
  remove: (id) => run((table) => remove(table, id)),
});

/**
 * Takes the place of one that has expired. Where it is refused, the item by its id leads to nothing and expires: taking it away
 * would tell by the time of an answer that another waits.
 */
const insert = async (table: Table, registration: WaitingRegistration): Promise<boolean> => {
  const { id, email, createdAt, expiresAt } = registration;
  const ttl = ttlOf(expiresAt);
  const item = { ...keyOf('registration', email), ...membersOf(registration), ttl };
  await table.put({ ...keyOf('registration-id', id), email, ttl });
  return table.put(item, {
    expression: 'attribute_not_exists(#pk) OR #expiresAt <= :createdAt',
    values: { createdAt: timeOf(createdAt) },
  });
};

const membersOf = (registration: WaitingRegistration): Fields => ({
  id: registration.id,
  email: registration.email,
  firstName: requireText(registration.firstName),
  lastName: requireText(registration.lastName),
  passwordHash: requireText(registration.passwordHash),
  createdAt: timeOf(registration.createdAt),
  expiresAt: timeOf(registration.expiresAt),
});

const toRegistration = (item: Fields): WaitingRegistration => ({
  id: textIn(item, 'id'),
  email: textIn(item, 'email'),
  firstName: textIn(item, 'firstName'),
  lastName: textIn(item, 'lastName'),
  passwordHash: textIn(item, 'passwordHash'),
  createdAt: dateOf(textIn(item, 'createdAt')),
  expiresAt: dateOf(textIn(item, 'expiresAt')),
});

const findByEmail = async (table: Table, email: string): Promise<WaitingRegistration | null> => {
  const item = await table.get(keyOf('registration', email));
  return item && toRegistration(item);
};

const findById = async (table: Table, id: string): Promise<WaitingRegistration | null> => {
  const byId = await table.get(keyOf('registration-id', id));
  const found = byId && (await findByEmail(table, textIn(byId, 'email')));
  return found?.id === id ? found : null;
};

const remove = async (table: Table, id: string): Promise<boolean> => {
  const found = await findById(table, id);
  if (found === null) return false;
  const still = { expression: '#id = :id', values: { id } };
  const removed = await table.remove(keyOf('registration', found.email), still);
  await quietly(table.remove(keyOf('registration-id', id)));
  return removed !== null;
};

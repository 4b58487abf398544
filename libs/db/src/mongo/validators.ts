// What every document of a collection has to be, by JSON schema: a second net below the adapter, against whoever else writes.
//
// Two releases write at once during a deployment, and older documents stay. So a schema asks for what the first release wrote
// already, lets through what it does not name, and may only ever be widened.
import type { Document } from 'mongodb';
import type { Collections } from './connection.ts';

export interface ValidatorPlan {
  readonly collection: string;
  readonly schema: Document;
}

/** By this title the migration knows a validator as one of ours. */
export const VALIDATOR_TITLE = 'gatehouse';

const text = { bsonType: 'string' };
const number = { bsonType: 'number' };
const flag = { bsonType: 'bool' };
const time = { bsonType: 'date' };
const object = { bsonType: 'object' };
const texts = { bsonType: 'array', items: text };
const times = { bsonType: 'array', items: time };

const schemaOf = (required: Document, optional: Document = {}): Document => ({
  title: VALIDATOR_TITLE,
  ...object,
  required: Object.keys(required),
  properties: { ...required, ...optional },
});

const SCHEMAS: Readonly<Record<Exclude<keyof Collections, 'counters'>, ValidatorPlan>> = {
  users: {
    collection: 'users',
    schema: schemaOf(
      {
        ...{ _id: text, firstName: text, lastName: text, email: text, emailVerified: flag, roles: texts },
        ...{ createdAt: time, updatedAt: time, passwordHash: text, disabled: flag, epoch: number },
      },
      {
        ...{ pendingEmail: text, pendingId: text, credentialGeneration: number },
        ...{ factors: object, factorsGeneration: number, vouches: number },
      },
    ),
  },
  sessions: {
    collection: 'sessions',
    schema: schemaOf(
      {
        ...{ _id: text, id: text, accountId: text, epoch: number, generation: number, currentDigest: text },
        ...{ predecessor: { bsonType: ['object', 'null'] }, authenticatedAt: time, createdAt: time },
        ...{ lastUsedAt: time, absoluteExpiresAt: time, expiresAt: time, userAgent: text, address: text },
      },
      { answeredLateAt: times, replayedElsewhereAt: times, amr: texts },
    ),
  },
  values: { collection: 'values', schema: schemaOf({ _id: text, value: text }) },
  registrations: {
    collection: 'waitingRegistrations',
    schema: schemaOf({
      ...{ _id: text, id: text, firstName: text, lastName: text, passwordHash: text },
      ...{ createdAt: time, expiresAt: time },
    }),
  },
  tokens: {
    collection: 'oneTimeTokens',
    schema: schemaOf({ _id: text, kind: text, accountId: text, expiresAt: time }),
  },
  mails: {
    collection: 'mails',
    schema: schemaOf({ _id: text, kind: text, createdAt: time, dueAt: time, attempts: number }),
  },
};

/** Counters have none: the limiter's own documents, which nothing but the limiter reads. */
export const VALIDATORS: readonly ValidatorPlan[] = Object.values(SCHEMAS);

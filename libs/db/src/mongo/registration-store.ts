// Waiting registrations in MongoDB: one document by email, found by its id too.
import { requireText } from '../text.ts';
import type { RegistrationStore, WaitingRegistration } from '../waiting-ports.ts';
import type { MongoConnection } from './connection.ts';
import { unlessThere } from './server-errors.ts';
import { toRegistration, toRegistrationDocument, type RegistrationDocument } from './waiting-documents.ts';
import { deletedOne } from './write-results.ts';

export const createMongoRegistrationStore = ({ run }: MongoConnection): RegistrationStore => ({
  // Takes the place of one that has expired; where one waits still, the insert meets its key.
  insert: async (registration) => {
    const { _id, ...members } = toRegistrationDocument(registration);
    const expired = { _id, expiresAt: { $lte: members.createdAt } };
    return run(({ registrations }) =>
      unlessThere(registrations.replaceOne(expired, members, { upsert: true })),
    );
  },
  findById: async (id) =>
    run(({ registrations }) => registrations.findOne({ id: requireText(id) }), registrationOf),
  findByEmail: async (email) =>
    run(({ registrations }) => registrations.findOne({ _id: requireText(email) }), registrationOf),
  remove: async (id) =>
    run(({ registrations }) => registrations.deleteOne({ id: requireText(id) }), deletedOne),
});

const registrationOf = (document: RegistrationDocument | null): WaitingRegistration | null =>
  document && toRegistration(document);

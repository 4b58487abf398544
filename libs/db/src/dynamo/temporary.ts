// A table of its own for a test, on an engine that the tests start.
import { randomBytes } from 'node:crypto';

/** A URL of a table that no other has, on the engine at `endpoint`. */
export const temporaryTable = (endpoint: string): string =>
  `dynamodb://local/gatehouse_test_${randomBytes(8).toString('hex')}?endpoint=${endpoint}`;

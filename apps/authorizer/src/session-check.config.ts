// What the environment says to the second entry; apart, so that the default one does not read about databases.
import { databaseVariables, integer, readEnvironment, type Environment } from '@gatehouse/config';
import { verification } from './config.ts';

/** As `readConfig`, for the entry that looks sessions up. */
export const readSessionCheckConfig = (env: Environment) =>
  readEnvironment(env, {
    ...verification,
    ...databaseVariables,
    SESSION_CHECK_SECONDS: integer({ min: 0, max: 3600 }),
  });

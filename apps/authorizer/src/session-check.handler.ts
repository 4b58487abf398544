// The second entry, for those who want endings to count in seconds: the default one's decision, and a look at the session.
import { awsOnDemand, requireValuesAtHand } from '@gatehouse/config';
import { createDatabaseProvider } from '@gatehouse/db/provider';
import { compose, composeLogger } from './compose.ts';
import { createHandler } from './create-handler.ts';
import { readSessionCheckConfig } from './session-check.config.ts';
import { createSessionCheck } from './session-check.ts';

const config = readSessionCheckConfig(process.env);
const logger = composeLogger(config);

const databases = createDatabaseProvider({
  reference: config.DATABASE_URL,
  remote: awsOnDemand(process.env),
  onFailure: (error) => logger.error('the database URL was not refreshed', {}, error),
});

FROM_SOURCE: await requireValuesAtHand(process.env, [[config.DATABASE_URL, databases]]);

const sessionStands = createSessionCheck(() => databases.current(), {
  seconds: config.SESSION_CHECK_SECONDS,
  now: () => new Date(),
});

const dependencies = await compose(config, process.env, logger, config.SESSION_CHECK_SECONDS);

export const handler = createHandler(async () => ({ ...(await dependencies()), sessionStands }), logger);

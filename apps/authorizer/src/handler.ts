// The default entry: every event of API Gateway's authorizers, decided in memory.
import { compose, composeLogger } from './compose.ts';
import { readConfig } from './config.ts';
import { createHandler } from './create-handler.ts';

const config = readConfig(process.env);
const logger = composeLogger(config);

export const handler = createHandler(await compose(config, process.env, logger), logger);

// The files of a new app and of the contract of its API.
import { capitalized, toCamel, wordsOf } from './names.ts';
import type { Files } from './route-files.ts';

/** Everything that is new for an API of this name, whose routing rule has this priority. */
export const filesOfApi = (name: string, routingPriority: number): Files => ({
  [`libs/${name}-contract/package.json`]: manifestOfContract(name),
  [`libs/${name}-contract/README.md`]: readmeOfContract(name),
  [`libs/${name}-contract/src/index.ts`]: indexOf(name),
  [`libs/${name}-contract/src/routes.ts`]: `
// The routes of the ${name} API, a line for each, by the names of their use cases.
export {};
`,
  [`apps/${name}/package.json`]: manifestOfApp(name),
  [`apps/${name}/stack.ts`]: stackTextOf(name, routingPriority),
  [`apps/${name}/src/config.ts`]: CONFIG,
  [`apps/${name}/src/compose.ts`]: composeOf(name),
});

/** `order-items` as `orderItemsApi`. */
const apiOf = (name: string): string => `${toCamel(wordsOf(name))}Api`;

const VERSION = '0.1.0';

const dependencies = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.toSorted().map((name) => [`@gatehouse/${name}`, VERSION]));

const manifestOfContract = (name: string): string =>
  JSON.stringify({
    name: `@gatehouse/${name}-contract`,
    version: VERSION,
    description: `The routes of the ${name} API, each said once`,
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    exports: { '.': './src/index.ts', './*': './src/*.route.ts' },
    dependencies: dependencies(['contract']),
    nx: { name: `${name}-contract` },
  });

const manifestOfApp = (name: string): string =>
  JSON.stringify({
    name: `@gatehouse/app-${name}`,
    version: VERSION,
    private: true,
    description: `The ${name} API`,
    license: 'MIT',
    type: 'module',
    nx: { name },
    dependencies: dependencies(['config', 'contract', 'http', 'log', 'metrics', `${name}-contract`]),
  });

const readmeOfContract = (name: string): string => `
# @gatehouse/${name}-contract

The routes of the ${name} API, a file for each; \`src/routes.ts\` lists them. A declaration's form is
[libs/contract](../contract/README.md)'s. After a change, \`npm run generate\` writes what is derived from it.
`;

const indexOf = (name: string): string => `
// The ${name} API. Each of its routes has an entry of its own.
import { api } from '@gatehouse/contract';
import * as routes from './routes.ts';

export const ${apiOf(name)} = api({ name: '${name}', title: '${capitalized(name)}', routes });
`;

const stackTextOf = (name: string, routingPriority: number): string => `
// The stack of the ${name} app: what its functions run on, and what they may read.
import { apiStack } from '@gatehouse/contract/stack';
import { ${apiOf(name)} } from '@gatehouse/${name}-contract';

export const stack = apiStack({
  api: ${apiOf(name)},
  description: 'The ${name} API.',
  routingPriority: ${routingPriority},
  variables: ['CORS_ORIGINS', 'LOG_LEVEL', 'LOG_FORMAT'],
  roles: {
    ServiceRole: { purpose: 'Serves the routes.', reads: [] },
  },
  functions: {},
});
`;

const CONFIG = `
// The only file of this app that reads the environment: one schema, checked at cold start, frozen.
import {
  corsVariables,
  homeVariables,
  logVariables,
  readEnvironment,
  stackVariables,
  type Environment,
} from '@gatehouse/config';

/** Throws \`ConfigurationError\` with every variable that is missing or bad. */
export const readConfig = (env: Environment) =>
  readEnvironment(env, { ...corsVariables, ...logVariables, ...homeVariables, ...stackVariables });
`;

const composeOf = (name: string): string => `
// The only file of this app that builds things: configuration → adapters → the dependencies of each use case.
import type { Service } from '@gatehouse/http';
import { createLogger } from '@gatehouse/log';
import { metricsOf } from '@gatehouse/metrics';
import { readConfig } from './config.ts';

const config = readConfig(process.env);
const logger = createLogger({ level: config.LOG_LEVEL, service: '${name}' });
const now = (): Date => new Date();

export const service: Service = {
  logger,
  metrics: metricsOf(config, '${name}'),
  cors: config.CORS_ORIGINS,
  now,
};
`;

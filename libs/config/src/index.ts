// The face of @gatehouse/config. What talks to AWS has its own entry, @gatehouse/config/aws.
export {
  MONGODB_OPTIONS,
  parseDatabaseUrl,
  type DatabaseAddress,
  type TableAddress,
} from './database-url.ts';
export { databaseUrl, databaseVariables } from './database-variables.ts';
export { eitherReference } from './either.ts';
export { readEnvironment, type Configuration, type Kind } from './environment.ts';
export {
  BrokenRule,
  ConfigurationError,
  UnresolvedReference,
  type Problem,
  type UnresolvedReason,
} from './errors.ts';
export { requireFirstValues, requireValuesAtHand, type Needed } from './first-values.ts';
export {
  broken,
  claim,
  httpsUrl,
  issuer,
  kind,
  oneOf,
  origins,
  text,
  type Fallback,
  type TextRules,
} from './kinds.ts';
export { integer } from './integer.ts';
export { onDemand } from './on-demand.ts';
export { referenceOrPath } from './path-reference.ts';
export { isLambda, type Environment, type Place } from './place.ts';
export { createProvider, type Provider, type ProviderOptions, type ProviderTimes } from './provider.ts';
export {
  describeReference,
  reference,
  referenceOrUrl,
  type Reference,
  type ReferenceRules,
  type PathReference,
  type UrlReference,
} from './reference.ts';
export {
  createReferenceProvider,
  REMOTE_TTL_SECONDS,
  type ReferenceProviderOptions,
} from './reference-provider.ts';
export { awsOnDemand, createResolver, type RemoteResolver } from './resolvers.ts';
export { tellRules } from './tell-rules.ts';
export {
  accessVariables,
  corsVariables,
  homeVariables,
  logVariables,
  stackVariables,
  tokenVariables,
} from './variables.ts';

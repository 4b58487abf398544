// The face of @gatehouse/client.
export { createClient, type Client, type ClientOptions, type Fetch } from './client.ts';
export type { CallOptions, OperationOf, OperationsOf } from './operations.ts';
export { ProblemError, type Problem, type ProblemCode } from './problem-error.ts';
export { memoryStore, webStore, type Tokens, type TokenStore, type WebStorage } from './stores.ts';

// The face of @gatehouse/testing: Gatehouse itself inside a test.
export type { Clock } from './clock.ts';
export type { ForgedToken } from './forged-tokens.ts';
export type { Outbox, OutboxMail } from './outbox.ts';
export { startGatehouse, type Gatehouse, type GatehouseOptions } from './start-gatehouse.ts';
export type { TokenOptions } from './tokens.ts';

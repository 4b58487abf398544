// What the tests of every project share.
export {
  engineAt,
  engineOfEnvironment,
  type ControlledEngine,
  type EngineAddress,
} from './controlled-engine.ts';
export { startDynalite, whyNoDynalite, type Dynalite } from './dynalite.ts';
export { BREAKS, FaultyProxy, type Break, type FaultyProxyOptions, type Moment } from './faulty-proxy.ts';
export { atEveryPoint } from './killed-process.ts';
export { leaveOut } from './leave-out.ts';
export { npmInstall } from './npm-install.ts';
export { recordRounds, type RoundRecorder, type Rounds } from './record-rounds.ts';
export { closedPort, serve, type ServedAt } from './serve.ts';
export { totpCode } from './totp-code.ts';
export { waitUntil, type WaitOptions } from './wait-until.ts';

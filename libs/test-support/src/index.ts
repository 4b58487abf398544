// What the tests of every project share.
export { BREAKS, FaultyProxy, type Break, type FaultyProxyOptions, type Moment } from './faulty-proxy.ts';
export { leaveOut } from './leave-out.ts';
export { waitUntil, type WaitOptions } from './wait-until.ts';

// What the tests of every project share.
export { leaveOut } from './leave-out.ts';
export { waitUntil, type WaitOptions } from './wait-until.ts';

// The face of @gatehouse/access: Gatehouse's own table, and the way from any table to a policy.
export { answerFor } from './answer-for.ts';
export { accessTable } from './own-table.generated.ts';
export { policyFor, type Caller } from './policy-for.ts';
export type { AccessRow, AccessTable, MethodRow, RouteRow } from './table.ts';

// What compose.ts gives every guarded use case, from what both apps build alike.
import type { Audit, AuditedRequest, AuditTrail } from '@gatehouse/audit';
import type { Provider } from '@gatehouse/config';
import type { Database } from '@gatehouse/db';
import type { CallerDeps } from './caller.ts';

export interface CallerDepsOptions {
  readonly databases: Provider<Database>;
  readonly trail: Pick<AuditTrail, 'of'>;
  readonly now: () => Date;
}

/** The stores of now, and the time. */
export type GuardedDeps = CallerDeps & Pick<Database, 'users' | 'sessions' | 'values'>;

export interface CallerDepsFactory {
  readonly callerDeps: () => Promise<GuardedDeps>;
  /** The same for one that tells of what it does. */
  readonly auditedDeps: (request: AuditedRequest) => Promise<GuardedDeps & { readonly audit: Audit }>;
}

/** Both of them read the database anew at each call, since its URL may change. */
export const createCallerDeps = ({ databases, trail, now }: CallerDepsOptions): CallerDepsFactory => {
  const callerDeps = async (): Promise<GuardedDeps> => {
    const { users, sessions, values } = await databases.current();
    return { users, sessions, values, now };
  };
  return {
    callerDeps,
    auditedDeps: async (request) => ({ ...(await callerDeps()), audit: trail.of(request) }),
  };
};

// What a change of the access table opens and closes, and for whom: by the policies that the authorizer would answer with.
import type { AccessTable } from '@gatehouse/access';
import { callsOf, CALLER, rowsOf, type Call, type RouteCalls } from './calls.ts';
import { viewOf, type View } from './view.ts';

export interface Change {
  readonly effect: 'opens' | 'closes';
  /** A verb and a path, or a route key. */
  readonly route: string;
  /** A role, or self, and which factors it takes where that decides. */
  readonly whom: string;
}

/** Every change, by route. A route that is in either table counts as one that is there to be called. */
export const changesOf = async (older: AccessTable, newer: AccessTable): Promise<readonly Change[]> => {
  const files = [...new Set([...Object.keys(older), ...Object.keys(newer)])].sort();
  const changes = await Promise.all(files.map((file) => changesOfFile(file, older, newer)));
  return changes.flat();
};

const changesOfFile = async (
  file: string,
  older: AccessTable,
  newer: AccessTable,
): Promise<readonly Change[]> => {
  const compare = async (roles: readonly string[]): Promise<Comparison> => ({
    before: await viewsOf(older, file, roles),
    after: await viewsOf(newer, file, roles),
  });
  const everyone = await compare([]);
  const roles = [...new Set([older, newer].flatMap((table) => rolesIn(table, file)))].sort();
  const holders = await Promise.all(roles.map(async (role) => [role, await compare([role])] as const));
  return callsOf(file, older, newer).flatMap((calls) => [
    ...changesForSelf(calls, everyone),
    ...holders.flatMap(([role, comparison]) => changesForRole(calls.anyones, role, comparison, everyone)),
  ]);
};

const rolesIn = (table: AccessTable, file: string): readonly string[] =>
  rowsOf(table, file).flatMap(({ roles = [] }) => roles);

/** What an account sees without and with a second factor. */
interface Views {
  readonly plain: View;
  readonly sure: View;
}

interface Comparison {
  readonly before: Views;
  readonly after: Views;
}

const viewsOf = async (table: AccessTable, file: string, roles: readonly string[]): Promise<Views> => {
  const account = { subject: CALLER, roles };
  return {
    plain: await viewOf(table, file, { ...account, amr: ['pwd'] }),
    sure: await viewOf(table, file, { ...account, amr: ['pwd', 'mfa'] }),
  };
};

/** An account may call a route for its own things alone, or for whatever its parameters name. */
const changesForSelf = ({ anyones, own }: RouteCalls, everyone: Comparison): readonly Change[] => {
  const ofOwn = own.flatMap((call) => changesOfCall(call, 'self', everyone));
  const whom = own.length === 0 ? 'self' : 'self, whatever the parameter';
  return [...ofOwn, ...changesOfCall(anyones, whom, everyone)];
};

/** What changes for everyone is not said again of each role. */
const changesForRole = (
  call: Call,
  role: string,
  ofRole: Comparison,
  everyone: Comparison,
): readonly Change[] => {
  const said = changesOfCall(call, role, everyone);
  return changesOfCall(call, role, ofRole).filter(
    ({ effect, whom }) => !said.some((each) => each.effect === effect && each.whom === whom),
  );
};

const changesOfCall = (call: Call, whom: string, { before, after }: Comparison): readonly Change[] => {
  const plain = effectOn(call, before.plain, after.plain);
  const sure = effectOn(call, before.sure, after.sure);
  const change = (effect: Effect, factors = ''): readonly Change[] =>
    effect === null ? [] : [{ effect, route: call.route, whom: `${whom}${factors}` }];
  if (plain === sure) return change(plain);
  return [...change(plain, ' without mfa'), ...change(sure, ' with mfa')];
};

type Effect = Change['effect'] | null;

/**
 * A row that names an account opens its call, also where the policy let it through before: then the route's handler has
 * refused it. A row that names it no more closes the call only where the policy does not let it through any more.
 */
const effectOn = (call: Call, before: View, after: View): Effect => {
  if (after.names(call) && !before.names(call)) return 'opens';
  if (before.policy === after.policy) return null;
  const was = before.allows(call);
  if (was === after.allows(call)) return null;
  return was ? 'closes' : 'opens';
};

// What one account may call on one API under a table: as its policy answers, and as the rows say.
import { policyFor, type AccessRow, type AccessTable } from '@gatehouse/access';
import { mayCall, type Vouched } from '@gatehouse/contract/callers';
import { evaluate } from '@gatehouse/policy/evaluate';
import { parametersOf, rowsOf, shapeOf, type Call } from './calls.ts';

export interface View {
  /** The policy as text: two that are equal allow the same calls. */
  readonly policy: string;
  allows(call: Call): boolean;
  /** Whether the call's own row names the account. Its policy may allow more: a `*` of another row crosses slashes. */
  names(call: Call): boolean;
}

const STAGE = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1';

export const viewOf = async (table: AccessTable, file: string, account: Vouched): Promise<View> => {
  const anyMethod = file.startsWith('$') ? file : `GET/${file}`;
  const built = (await policyFor(table, account, `${STAGE}/${anyMethod}`)).build({});
  const rows = rowsOf(table, file);
  return {
    policy: JSON.stringify(built.policyDocument),
    allows: ({ method }) =>
      evaluate(built.policyDocument, {
        action: 'execute-api:Invoke',
        resource: `${STAGE}/${method}`,
      }) === 'allow',
    names: (call) => isNamed(rowOf(rows, call), account, call),
  };
};

/** The row of this very verb goes before one of every verb, as it does in API Gateway. */
const rowOf = (rows: readonly AccessRow[], { route }: Call): AccessRow | undefined => {
  const [verb = '', path] = route.split(' ');
  if (path === undefined) return rows.find((row) => 'routeKey' in row && row.routeKey === route);
  const ofPath = rows.filter((row) => 'path' in row && shapeOf(row.path) === shapeOf(path));
  const ofVerb = (wanted: string) => ofPath.find((row) => 'verb' in row && row.verb === wanted);
  return ofVerb(verb) ?? ofVerb('*');
};

const isNamed = (row: AccessRow | undefined, account: Vouched, { method }: Call): boolean =>
  row !== undefined && mayCall(row, account, 'path' in row ? parametersOf(row.path, pathIn(method)) : {});

const pathIn = (method: string): string => method.slice(method.indexOf('/'));

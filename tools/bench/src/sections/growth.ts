// What one call of the authorizer costs as keys, roles and rows grow, and what its process holds after very many calls.
import { publicJwks } from '@gatehouse/jwt';
import { loadHandler, type Handler } from '../apps.ts';
import { oneByOne, type Candidate } from '../core/candidate.ts';
import { roundsOf, type Effort } from '../core/effort.ts';
import { curveOf, type Step } from '../core/growth.ts';
import { interleave } from '../core/interleave.ts';
import { NOTHING, type Curve, type Findings } from '../core/results.ts';
import { authorizerEvent } from '../events.ts';
import { makeIssuer, variablesOf, type Claims, type Issuer } from '../issuer.ts';
import { measureMemory } from '../memory.ts';

const ROUNDS = 20;
const WARM_UP_ROUNDS = 25;
const BATCH = 40;

/** A key set has 32 keys at the most. */
const KEYS = [1, 5, 20, 32];
/** A token names 32 roles at the most. */
const ROLES = [1, 8, 32];
const ROWS = [10, 100, 1000];
const ROWS_OF_ONE_API = 10;

export const measureGrowth = async (effort: Effort): Promise<Findings> => {
  const issuer = await makeIssuer('ES256');
  const curves = [
    await curve(effort, {
      id: 'authorizer-keys',
      title: 'Authorizer by keys',
      of: 'keys',
      steps: await byKeys(issuer),
    }),
    await curve(effort, {
      id: 'authorizer-roles',
      title: 'Authorizer by roles',
      of: 'roles',
      why: 'a token that names more roles is longer',
      steps: await byRoles(issuer),
    }),
    await curve(effort, {
      id: 'authorizer-rows',
      title: 'Authorizer by rows',
      of: 'rows',
      steps: await byRows(issuer),
    }),
    await measureMemory(await authorizerOf(issuer), issuer, effort),
  ];
  return { ...NOTHING, curves };
};

/** A size, the authorizer of that size, and the tokens that it is asked about. */
interface Sized {
  readonly x: number;
  readonly authorizer: Handler;
  readonly issuer: Issuer;
  readonly claims?: Claims;
}

interface Plan extends Omit<Curve, 'points' | 'unit'> {
  readonly steps: readonly Sized[];
}

const curve = async (effort: Effort, { steps, ...named }: Plan): Promise<Curve> => {
  const rounds = roundsOf(effort, ROUNDS) + WARM_UP_ROUNDS;
  const candidates: Step<number>[] = [];
  for (const step of steps) candidates.push({ x: step.x, candidate: await candidateOf(step, rounds) });
  const numbers = Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: BATCH }, (_, index) => round * BATCH + index),
  );
  const schedule = { rounds: numbers, warmUp: WARM_UP_ROUNDS };
  const samples = await interleave(
    candidates.map(({ candidate }) => candidate),
    schedule,
  );
  return curveOf({ ...named, unit: 'µs' }, candidates, samples);
};

/** Each has tokens of its own, none of which it has seen; an item is the number of one. */
const candidateOf = async (
  { x, authorizer, issuer, claims = {} }: Sized,
  rounds: number,
): Promise<Candidate<number>> => {
  const events: object[] = [];
  while (events.length < rounds * BATCH) events.push(authorizerEvent(await issuer.issue(claims)));
  return { name: String(x), role: 'ours', run: oneByOne((index) => authorizer(events[index])) };
};

const authorizerOf = (issuer: Issuer, variables: Readonly<Record<string, string>> = {}): Promise<Handler> =>
  loadHandler('authorizer', 'handler', { ...variablesOf([issuer]), ...variables });

/** The key that has signed is the last one of the set. */
const byKeys = async (issuer: Issuer): Promise<readonly Sized[]> => {
  const others: Issuer[] = [];
  while (others.length < Math.max(...KEYS) - 1) others.push(await makeIssuer('ES256'));
  return inTurn(KEYS, async (x) => {
    const keys = [...others.slice(0, x - 1), issuer].flatMap(({ set }) => publicJwks(set).keys);
    return { x, issuer, authorizer: await authorizerOf(issuer, { JWT_JWKS: JSON.stringify({ keys }) }) };
  });
};

const byRoles = async (issuer: Issuer): Promise<readonly Sized[]> => {
  const authorizer = await authorizerOf(issuer);
  const rolesOf = (count: number): readonly string[] => ['user', ...numbered('role', count - 1)];
  return ROLES.map((x) => ({ x, issuer, authorizer, claims: { roles: rolesOf(x) } }));
};

const byRows = async (issuer: Issuer): Promise<readonly Sized[]> => {
  const sized = await inTurn(ROWS, async (x) => {
    const apis = numbered('api', x / ROWS_OF_ONE_API).map((api) => [api, rowsOf(api)] as const);
    const table = JSON.stringify(Object.fromEntries(apis));
    return { x, issuer, authorizer: await authorizerOf(issuer, { ACCESS_TABLE: table }) };
  });
  delete process.env['ACCESS_TABLE'];
  return sized;
};

const rowsOf = (api: string): readonly object[] =>
  numbered('thing', ROWS_OF_ONE_API).map((thing) => ({
    verb: 'GET',
    path: `/${api}/${thing}`,
    roles: ['clerk'],
  }));

const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

/** A handler reads the environment as it is loaded, so that one is loaded after the other. */
const inTurn = async (
  sizes: readonly number[],
  make: (x: number) => Promise<Sized>,
): Promise<readonly Sized[]> => {
  const made: Sized[] = [];
  for (const x of sizes) made.push(await make(x));
  return made;
};

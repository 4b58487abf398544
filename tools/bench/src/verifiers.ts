// The peers' verifiers, each held to the work that they have in common before anything is timed.
import { allAtOnce, oneByOne, type Candidate } from './core/candidate.ts';
import type { Item } from './bare-verify.ts';
import type { Issuer, Setup } from './issuer.ts';
import { loadPeerFile, versionsOf } from './peers.ts';

export type Verify = (token: string) => unknown;

interface VerifierModule {
  readonly packages: readonly string[];
  readonly algorithms?: readonly string[];
  readonly createVerifier: (setup: Setup & { readonly cache?: boolean }) => Promise<Verify>;
}

export const PEER_VERIFIERS = ['jose', 'fast-jwt', 'jsonwebtoken', 'aws-jwt-verify', 'hono'] as const;

/** Those that know the algorithm. */
export const peerVerifiers = async (issuer: Issuer): Promise<readonly Candidate<Item>[]> => {
  const found = await Promise.all(PEER_VERIFIERS.map((name) => peerVerifier(name, issuer)));
  return found.filter((candidate) => candidate !== null);
};

export const peerVerifier = async (
  name: (typeof PEER_VERIFIERS)[number],
  issuer: Issuer,
  { cache = false }: { readonly cache?: boolean } = {},
): Promise<Candidate<Item> | null> => {
  const { setup } = issuer;
  const module = await loadPeerFile<VerifierModule>(`verify/${name}.mjs`);
  if (module.algorithms?.includes(setup.alg) === false) return null;
  const verify = await module.createVerifier({ ...setup, cache });
  await judge(name, verify, issuer);
  return {
    name: cache ? `${name} with its cache` : name,
    role: 'peer',
    versions: versionsOf(module.packages),
    run: await runnerOf(verify, issuer),
  };
};

/** One that answers at once is called so: a turn of the event loop is no work of its own. */
export const runnerOf = async (verify: Verify, issuer: Issuer): Promise<Candidate<Item>['run']> => {
  const isAsync = verify(await issuer.issue()) instanceof Promise;
  const work = ({ token }: Item): unknown => verify(token);
  return isAsync ? oneByOne(async (item) => work(item)) : allAtOnce(work);
};

/**
 * Signature, algorithm, issuer, audience and expiry are asked of all.
 * @throws Error for a verifier that takes what it must not, or refuses a good token: its figure would say nothing
 */
export const judge = async (name: string, verify: Verify, issuer: Issuer): Promise<void> => {
  const good = await issuer.issue();
  const bad = {
    'another signature': `${good.slice(0, good.lastIndexOf('.'))}${signatureOf(await issuer.issue())}`,
    'another issuer': await issuer.issue({ issuer: 'https://other.example.com/auth' }),
    'another audience': await issuer.issue({ audience: 'other' }),
    'an expired token': await issuer.issue({ now: new Date('2026-01-01T00:00:00Z') }),
  };
  if (!(await takes(verify, good))) throw new Error(`${name} refuses a good token`);
  for (const [what, token] of Object.entries(bad))
    if (await takes(verify, token)) throw new Error(`${name} takes ${what}`);
};

const signatureOf = (token: string): string => token.slice(token.lastIndexOf('.'));

const takes = async (verify: Verify, token: string): Promise<boolean> => {
  try {
    await verify(token);
    return true;
  } catch {
    return false;
  }
};

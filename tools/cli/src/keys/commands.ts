// The life of signing keys, as an operator drives it: generate, rotate, promote, retire, list. Each step keeps verifiers
// ahead of the signer: a key is published before it signs, and stays published while its tokens live.
import {
  addKey,
  CLOCK_TOLERANCE_SECONDS,
  generateKey,
  JWKS_MAX_AGE_SECONDS,
  KeyError,
  listKeys,
  promoteKey,
  retireKey,
  type KeyPairAlgorithm,
  type KeySummary,
  type PrivateJwk,
  type PrivateKeySet,
} from '@gatehouse/jwt';
import { UsageError } from '../run-command.ts';
import type { KeyStore } from './key-store.ts';

export interface KeyDeps {
  readonly store: KeyStore;
  readonly accessTtlSeconds: number;
  readonly now: () => Date;
  readonly sleep: (seconds: number) => Promise<void>;
  readonly print: (line: string) => void;
}

export interface KeyOptions {
  readonly algorithm?: KeyPairAlgorithm | undefined;
  readonly kid?: string | undefined;
  /** Does not wait, for an incident. */
  readonly force: boolean;
}

/** How long API Gateway keeps an answer of the authorizer. */
const AUTHORIZER_CACHE_SECONDS = 60;

/** A first key, which signs at once. Refuses where there are keys. */
export const generate = async (
  { store, now, print }: KeyDeps,
  { algorithm = 'ES256' }: KeyOptions,
): Promise<void> => {
  if ((await store.load()) !== null) throw new UsageError(`there are keys in ${store.name}; use rotate`);
  const key = await newKey(algorithm);
  const set = addKey({ keys: [] }, key, now());
  await store.save(set);
  print(`${key.kid} signs (${algorithm}), in ${store.name}`);
};

/** A new key beside the one that signs: published, not signing. */
export const rotate = async ({ store, now, print }: KeyDeps, { algorithm }: KeyOptions): Promise<void> => {
  const set = await loadKeys(store);
  const key = await newKey(algorithm ?? set.keys[0]?.alg ?? 'ES256');
  const next = addKey(set, key, now());
  await store.save(next);
  print(`${key.kid} is published; promote it when verifiers have had time to see it`);
};

/** The published key, or the one named, signs from now on, once no verifier can lack it. */
export const promote = async (deps: KeyDeps, { kid, force }: KeyOptions): Promise<void> => {
  const { store, now, print } = deps;
  const maxAgeSeconds = JWKS_MAX_AGE_SECONDS + store.refreshSeconds;
  const { set, chosen } = await whenTime(deps, (held) => {
    const named = kid ?? only(held, 'published');
    return { set: promoteKey(held, named, now(), { maxAgeSeconds, force }), chosen: named };
  });
  await store.save(set);
  print(`${chosen} signs`);
};

/** The superseded key, or the one named, goes, once none of its tokens can be alive. With `force` they are refused. */
export const retire = async (deps: KeyDeps, { kid, force }: KeyOptions): Promise<void> => {
  const { store, now, print, accessTtlSeconds } = deps;
  const caches = store.refreshSeconds + AUTHORIZER_CACHE_SECONDS;
  const waitSeconds = accessTtlSeconds + CLOCK_TOLERANCE_SECONDS + caches;
  const { set, chosen } = await whenTime(deps, (held) => {
    const named = kid ?? only(held, 'superseded');
    return { set: retireKey(held, named, now(), { waitSeconds, force }), chosen: named };
  });
  await store.save(set);
  print(`${chosen} is gone`);
};

export const list = async ({ store, print }: KeyDeps): Promise<void> => {
  for (const key of listKeys(await loadKeys(store))) print(lineOf(key));
};

/** A key that can be named on a command line: an id that starts with a hyphen would read as an option. */
const newKey = async (algorithm: KeyPairAlgorithm): Promise<PrivateJwk> => {
  const key = await generateKey(algorithm);
  return key.kid.startsWith('-') ? newKey(algorithm) : key;
};

const loadKeys = async (store: KeyStore): Promise<PrivateKeySet> => {
  const set = await store.load();
  if (set === null) throw new UsageError(`there are no keys in ${store.name}; use generate`);
  return set;
};

/** Takes the step when its time has come; until then it waits, and reads the set again after. */
const whenTime = async <T>({ store, sleep, print }: KeyDeps, step: (set: PrivateKeySet) => T): Promise<T> => {
  for (;;) {
    try {
      return step(await loadKeys(store));
    } catch (error) {
      if (!(error instanceof KeyError) || error.remainingSeconds === undefined) throw error;
      print(`waiting ${error.remainingSeconds} s (${error.code}); --now does not wait`);
      await sleep(error.remainingSeconds);
    }
  }
};

const only = (set: PrivateKeySet, state: KeySummary['state']): string => {
  const [found, ...others] = listKeys(set).filter((key) => key.state === state);
  if (found === undefined) throw new UsageError(`there is no ${state} key`);
  if (others.length > 0) throw new UsageError(`there are several ${state} keys; name one by its KID`);
  return found.kid;
};

/** The state comes first, with the time that it began at where one is kept. */
const lineOf = ({ kid, alg, state, publishedAt, supersededAt }: KeySummary): string => {
  const published = `published ${timeOf(publishedAt)}`;
  const columns = {
    published: [published],
    signing: ['signing', published],
    superseded: [`superseded ${timeOf(supersededAt)}`, published],
  };
  return [kid, alg, ...columns[state]].join('  ');
};

const timeOf = (time: Date | null): string => time?.toISOString() ?? 'at an unknown time';

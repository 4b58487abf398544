// The rotation of the local keys by the steps of `npm run keys`, one after another.
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeySummary, PrivateKeySet } from '@gatehouse/jwt';
import { loadLocalKeys, writeLocalKeys } from '../local-keys.ts';

export type KeyAct = 'list' | 'rotate' | 'promote' | 'retire';

/** What a key set is told as: nothing of it is secret. */
export type ListedKey = Pick<KeySummary, 'kid' | 'alg' | 'state'>;

/** Acts on the key files below `home`. An act that there is no key for changes nothing. */
export const createKeyActs = (
  home: string,
  maxAgeSeconds: number,
): ((act: KeyAct) => Promise<readonly ListedKey[]>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = last.then(() => run(home, act, maxAgeSeconds));
    last = mine.catch(() => undefined);
    return mine;
  };
};

const run = async (home: string, act: KeyAct, maxAgeSeconds: number): Promise<readonly ListedKey[]> => {
  const { listKeys } = await import('@gatehouse/jwt');
  const before = (await loadLocalKeys(home)) ?? { keys: [] };
  const after = await STEPS[act](before, maxAgeSeconds);
  if (after !== before) await writeLocalKeys(home, after);
  return listKeys(after).map(({ kid, alg, state }) => ({ kid, alg, state }));
};

type Step = (set: PrivateKeySet, maxAgeSeconds: number) => Promise<PrivateKeySet>;

const STEPS: Readonly<Record<KeyAct, Step>> = {
  list: async (set) => set,
  async rotate(set) {
    const { addKey, generateKey } = await import('@gatehouse/jwt');
    if ((await kidOf(set, 'published')) !== undefined) return set;
    return addKey(set, await generateKey(set.keys[0]?.alg ?? 'ES256'), new Date());
  },
  async promote(set, maxAgeSeconds) {
    const { promoteKey } = await import('@gatehouse/jwt');
    const kid = await kidOf(set, 'published');
    if (kid === undefined) return set;
    await sleep(1000 * maxAgeSeconds);
    return promoteKey(set, kid, new Date(), { maxAgeSeconds });
  },
  async retire(set) {
    const { retireKey } = await import('@gatehouse/jwt');
    const kid = await kidOf(set, 'superseded');
    return kid === undefined ? set : retireKey(set, kid, new Date(), { waitSeconds: 0, force: true });
  },
};

const kidOf = async (set: PrivateKeySet, state: KeySummary['state']): Promise<string | undefined> => {
  const { listKeys } = await import('@gatehouse/jwt');
  return listKeys(set).find((key) => key.state === state)?.kid;
};

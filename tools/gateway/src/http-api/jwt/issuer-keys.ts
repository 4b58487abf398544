// The keys of an issuer, by its discovery document (OpenID Connect Discovery 1.0 §4), kept for a while.
import type { KeyObject } from 'node:crypto';
import { isMap } from '../../template/values.ts';
import { toRsaKey } from './rs256.ts';

export interface IssuerKeys {
  /**
   * The issuer's key of that name; undefined when it has none.
   * @throws Error when the issuer does not answer, or answers something else
   */
  find(issuer: string, kid: string): Promise<KeyObject | undefined>;
}

type KeySet = ReadonlyMap<string, KeyObject>;

interface Entry {
  readonly keys: Promise<KeySet>;
  readonly fetchedAtMs: number;
}

/** API Gateway keeps keys for up to two hours; here a rotation is seen as soon as a token names a key that is not known. */
const KEPT_MS = 7_200_000;
/** Unknown names are everybody's to send, so they ask the issuer no more often than this. */
const PAUSE_MS = 5000;
const LIMIT_MS = 5000;

/** No keys yet. `fetchJson` gives the document at a URL. */
export const createIssuerKeys = ({
  fetchJson = fetchDocument,
  now = () => performance.now(),
} = {}): IssuerKeys => {
  const entries = new Map<string, Entry>();
  const read = (issuer: string): Entry => {
    const entry = { keys: readKeys(issuer, fetchJson), fetchedAtMs: now() };
    entries.set(issuer, entry);
    entry.keys.catch(() => entries.get(issuer) === entry && entries.delete(issuer));
    return entry;
  };
  return {
    async find(issuer, kid) {
      const known = entries.get(issuer);
      const entry = known !== undefined && now() - known.fetchedAtMs < KEPT_MS ? known : read(issuer);
      const key = (await entry.keys).get(kid);
      if (key !== undefined || now() - entry.fetchedAtMs < PAUSE_MS) return key;
      return (await read(issuer).keys).get(kid);
    },
  };
};

const readKeys = async (issuer: string, fetchJson: (url: string) => Promise<unknown>): Promise<KeySet> => {
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const document = await fetchJson(discovery);
  const address = isMap(document) ? document['jwks_uri'] : undefined;
  if (typeof address !== 'string') throw new Error(`${discovery} names no jwks_uri`);
  const set = await fetchJson(address);
  const keys = isMap(set) ? set['keys'] : undefined;
  if (!Array.isArray(keys)) throw new Error(`${address} has no list of keys`);
  return new Map(keys.filter(isMap).flatMap(entryOf));
};

const entryOf = (jwk: Readonly<Record<string, unknown>>): readonly (readonly [string, KeyObject])[] => {
  const key = toRsaKey(jwk);
  return key === null || typeof jwk['kid'] !== 'string' ? [] : [[jwk['kid'], key]];
};

const fetchDocument = async (url: string): Promise<unknown> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return await answer.json();
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    throw new Error(`${url} cannot be read: ${(reason as Error).message}`, { cause });
  }
};

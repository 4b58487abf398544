// The keys that a run signs with: to give a token a second factor, and to forge.
import { awsOnDemand, createResolver, readEnvironment, reference } from '@gatehouse/config';
import {
  createSigner,
  parsePrivateKeySet,
  parseSecretKey,
  publicJwks,
  type PrivateJwk,
  type PublicJwk,
  type Signer,
} from '@gatehouse/jwt';
import type { Values } from './environment.ts';

export interface RunKeys {
  readonly signer: Signer;
  /** Null where the run signs with a shared secret. */
  readonly pair: KeyPair | null;
}

export interface KeyPair {
  readonly privateJwk: PrivateJwk;
  readonly publicJwk: PublicJwk;
}

export const readKeys = async (values: Values): Promise<RunKeys> => {
  if (values['SECRET_KEY'] !== undefined) {
    const secret = parseSecretKey(await revealed('SECRET_KEY', values));
    return { signer: await createSigner(secret), pair: null };
  }
  const set = await parsePrivateKeySet(await revealed('JWT_PRIVATE_KEYS', values));
  const [privateJwk] = set.keys;
  const [publicJwk] = publicJwks(set).keys;
  const pair = privateJwk && publicJwk ? { privateJwk, publicJwk } : null;
  return { signer: await createSigner(set), pair };
};

const revealed = async (name: 'SECRET_KEY' | 'JWT_PRIVATE_KEYS', values: Values): Promise<string> => {
  const { [name]: from } = readEnvironment(values, { [name]: reference() });
  return createResolver(from!, awsOnDemand(values))();
};

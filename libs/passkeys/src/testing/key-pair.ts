// The key pairs of a software authenticator, and how WebAuthn writes their public halves down (RFC 9052 §7, RFC 8230 §4).
import { generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { cborOf, type Cbor } from './cbor.ts';

export type Algorithm = 'ES256' | 'EdDSA' | 'RS256';

export interface KeyPair {
  /** The public key as a COSE_Key. */
  readonly publicKey: Buffer;
  /** The number of the algorithm in COSE. */
  readonly algorithm: number;
  readonly sign: (data: Buffer) => Buffer;
}

export const newKeyPair = (algorithm: Algorithm): KeyPair => {
  const { hash, generate, cose, id } = ALGORITHMS[algorithm];
  const { publicKey, privateKey } = generate();
  return {
    publicKey: cborOf(cose(publicKey.export({ format: 'jwk' }))),
    algorithm: id,
    sign: (data) => sign(hash, data, privateKey),
  };
};

interface AlgorithmRules {
  readonly id: number;
  readonly hash: string | null;
  readonly generate: () => { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly cose: (jwk: JsonWebKey) => ReadonlyMap<number, Cbor>;
}

const bytesOf = (part = ''): Buffer => Buffer.from(part, 'base64url');

const [KTY, ALG, CURVE, X, Y] = [1, 3, -1, -2, -3];

const ALGORITHMS: Readonly<Record<Algorithm, AlgorithmRules>> = {
  ES256: {
    id: -7,
    hash: 'sha256',
    generate: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    cose: ({ x, y }) =>
      new Map<number, Cbor>([
        [KTY, 2],
        [ALG, -7],
        [CURVE, 1],
        [X, bytesOf(x)],
        [Y, bytesOf(y)],
      ]),
  },
  EdDSA: {
    id: -8,
    hash: null,
    generate: () => generateKeyPairSync('ed25519'),
    cose: ({ x }) =>
      new Map<number, Cbor>([
        [KTY, 1],
        [ALG, -8],
        [CURVE, 6],
        [X, bytesOf(x)],
      ]),
  },
  RS256: {
    id: -257,
    hash: 'sha256',
    generate: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    cose: ({ n, e }) =>
      new Map<number, Cbor>([
        [KTY, 3],
        [ALG, -257],
        [-1, bytesOf(n)],
        [-2, bytesOf(e)],
      ]),
  },
};

// What can happen to a token, or to the bytes of its signature, after it was signed.
import type { Random } from './random.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const OTHERS = ['=', '+', '/', '.', ' ', '\n', '\u0000', 'é', '\u212a', '%'];

/** The token with one change in its text. */
export const damage = (random: Random, token: string): string => random.pick(CHANGES)(token, random);

const CHANGES: readonly ((token: string, random: Random) => string)[] = [
  (token, random) => spliced(token, random.below(token.length), 1, random.pick([...ALPHABET])),
  (token, random) => spliced(token, random.below(token.length), 0, random.pick(OTHERS)),
  (token, random) => spliced(token, random.below(token.length), 1, ''),
  (token, random) => token.slice(0, random.below(token.length)),
  (token, random) => withNextLetter(token, partEnd(token, random)),
  (token, random) => spliced(token, partEnd(token, random) + 1, 0, random.pick(['=', '==', 'A', '\n'])),
  (token) => `${token}.${token.split('.')[2]}`,
  (token) => token.replaceAll('-', '+').replaceAll('_', '/'),
  (token, random) => random.pick([` ${token}`, `${token} `, `Bearer ${token}`, `${token}\n`]),
  (token) => token.replace(/\.[^.]*$/, '.'),
];

const spliced = (text: string, at: number, remove: number, insert: string): string =>
  text.slice(0, at) + insert + text.slice(at + remove);

/** Where the last letter of one of the parts stands. */
const partEnd = (token: string, random: Random): number =>
  random.pick([token.indexOf('.'), token.lastIndexOf('.'), token.length]) - 1;

/** The next letter of the alphabet: at the end of a part it may set bits that mean nothing. */
const withNextLetter = (token: string, at: number): string =>
  spliced(token, at, 1, ALPHABET[(ALPHABET.indexOf(token[at] ?? 'A') + 1) % 64]!);

/** The bytes of a signature with one change, or in another of its forms. */
export const damageSignature = (random: Random, signature: Buffer): Buffer =>
  random.pick(SIGNATURES)(signature, random);

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const SIGNATURES: readonly ((signature: Buffer, random: Random) => Buffer)[] = [
  (signature) => Buffer.alloc(signature.length),
  (signature, random) => flipped(signature, random.below(signature.length * 8)),
  (signature) => signature.subarray(1),
  (signature) => signature.subarray(0, -1),
  (signature) => Buffer.concat([Buffer.from([0]), signature]),
  (signature) => Buffer.concat([signature, Buffer.from([0])]),
  (signature) => Buffer.concat([signature.subarray(32), signature.subarray(0, 32)]),
  // Of an ECDSA signature this is its twin, which is as good (SEC 1 §4.1.4); of any other it is damage.
  (signature) =>
    Buffer.concat([signature.subarray(0, 32), bytesOf(modulo(-numberOf(signature.subarray(32, 64))))]),
  (signature) => Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32)]),
  (signature) => Buffer.concat([Buffer.alloc(32, 0xff), signature.subarray(32)]),
  (signature) =>
    Buffer.concat([
      Buffer.from([0x30, 0x44, 2, 32]),
      signature.subarray(0, 32),
      Buffer.from([2, 32]),
      signature.subarray(32),
    ]),
];

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex') || '0'}`);
const modulo = (value: bigint): bigint => ((value % ORDER) + ORDER) % ORDER;
const bytesOf = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

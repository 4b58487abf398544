// Stands in a bundle where the WebAuthn library reads ECDSA signatures by a whole ASN.1 parser: two numbers in a sequence, in DER
// (WebAuthn §6.5.5).

/** The two numbers of a signature, each big-endian and as long as it is written. */
interface Numbers {
  readonly r: Uint8Array;
  readonly s: Uint8Array;
}

/** What the library names as the form of such a signature. */
export const ECDSASigValue = null;

export const AsnParser = {
  /** Throws for anything else, and for a byte behind it. */
  parse: (signature: Uint8Array): Numbers => {
    const [sequence, behind] = contentOf(signature, SEQUENCE);
    const [r, rest] = contentOf(sequence, INTEGER);
    const [s, nothing] = contentOf(rest, INTEGER);
    if (behind.length > 0 || nothing.length > 0) throw new TypeError('a signature has a byte too many');
    return { r, s };
  },
};

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The content of the value at the beginning of `bytes`, and what is behind it; a length of up to two bytes will do. */
const contentOf = (bytes: Uint8Array, tag: number): readonly [content: Uint8Array, behind: Uint8Array] => {
  const isLong = bytes[1] === 0x81;
  const start = isLong ? 3 : 2;
  const end = start + (bytes[start - 1] ?? 0);
  if (bytes[0] !== tag || (!isLong && (bytes[1] ?? 0) > 0x7f) || bytes.length < end)
    throw new TypeError('a signature has not its form');
  return [bytes.subarray(start, end), bytes.subarray(end)];
};

// As much of CBOR (RFC 8949) as an authenticator writes: integers, texts, bytes and maps.

export type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>;

/** The bytes of a value; members of a map stay in their order. */
export const cborOf = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value < 0 ? headOf(1, -1 - value) : headOf(0, value);
  if (typeof value === 'string')
    return Buffer.concat([headOf(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([headOf(2, value.length), value]);
  const members = [...value].flatMap(([key, member]) => [cborOf(key), cborOf(member)]);
  return Buffer.concat([headOf(5, value.size), ...members]);
};

/** A major type and its argument (RFC 8949 §3). */
const headOf = (type: number, argument: number): Buffer => {
  if (argument < 24) return Buffer.from([(type << 5) | argument]);
  if (argument < 0x100) return Buffer.from([(type << 5) | 24, argument]);
  return Buffer.from([(type << 5) | 25, argument >> 8, argument & 0xff]);
};

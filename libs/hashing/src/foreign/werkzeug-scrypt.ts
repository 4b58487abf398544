// Werkzeug's `scrypt:32768:8:1$salt$tag`.
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';
import { scryptCheck } from './scrypt.ts';

const WERKZEUG =
  /^scrypt:(?<cost>\d+):(?<blockSize>\d+):(?<lanes>\d+)\$(?<salt>[^$]+)\$(?<tag>(?:[0-9a-f]{2})+)$/;

/** The salt is the text itself, and the tag is hexadecimal. @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const { cost, blockSize, lanes, salt, tag } = groupsOf<'cost' | 'blockSize' | 'lanes' | 'salt' | 'tag'>(
    WERKZEUG,
    text,
  );
  return scryptCheck({
    ...{ cost: Number(cost), blockSize: Number(blockSize), lanes: Number(lanes) },
    ...{ salt: Buffer.from(salt), tag: Buffer.from(tag, 'hex') },
  });
};

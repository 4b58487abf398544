// Django's `scrypt$16384$salt$8$1$tag`.
import { fromPaddedBase64 } from '../base64.ts';
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';
import { scryptCheck } from './scrypt.ts';

const DJANGO =
  /^scrypt\$(?<cost>\d+)\$(?<salt>[^$]+)\$(?<blockSize>\d+)\$(?<lanes>\d+)\$(?<tag>[A-Za-z0-9+/]+=*)$/;

/** The salt is the text itself, and the tag is base64. @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const { cost, blockSize, lanes, salt, tag } = groupsOf<'cost' | 'blockSize' | 'lanes' | 'salt' | 'tag'>(
    DJANGO,
    text,
  );
  return scryptCheck({
    ...{ cost: Number(cost), blockSize: Number(blockSize), lanes: Number(lanes) },
    ...{ salt: Buffer.from(salt), tag: fromPaddedBase64(tag) },
  });
};

// The PHC form of scrypt, `$scrypt$ln=16,r=8,p=1$salt$tag`, which passlib writes.
import { fromBase64 } from '../base64.ts';
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';
import { scryptCheck } from './scrypt.ts';

const PHC =
  /^\$scrypt\$ln=(?<logCost>\d+),r=(?<blockSize>\d+),p=(?<lanes>\d+)\$(?<salt>[A-Za-z0-9+/]+)\$(?<tag>[A-Za-z0-9+/]+)$/;

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const { logCost, blockSize, lanes, salt, tag } = groupsOf<
    'logCost' | 'blockSize' | 'lanes' | 'salt' | 'tag'
  >(PHC, text);
  return scryptCheck({
    ...{ cost: 2 ** Number(logCost), blockSize: Number(blockSize), lanes: Number(lanes) },
    ...{ salt: fromBase64(salt), tag: fromBase64(tag) },
  });
};

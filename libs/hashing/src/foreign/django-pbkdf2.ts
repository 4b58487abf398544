// Django's `pbkdf2_sha256$260000$salt$tag`, and the same of sha1.
import { fromPaddedBase64 } from '../base64.ts';
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';
import { pbkdf2Check } from './pbkdf2.ts';

const DJANGO = /^pbkdf2_(?<digest>[a-z0-9]+)\$(?<rounds>\d+)\$(?<salt>[^$]+)\$(?<tag>[A-Za-z0-9+/]+=*)$/;

/** The salt is the text itself, and the tag is base64. @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const { digest, rounds, salt, tag } = groupsOf<'digest' | 'rounds' | 'salt' | 'tag'>(DJANGO, text);
  return pbkdf2Check({ digest, rounds: Number(rounds), salt: Buffer.from(salt), tag: fromPaddedBase64(tag) });
};

// Passlib's `$pbkdf2-sha256$29000$salt$tag`, which leaves the name of sha1 out, and the PHC form that Auth0 takes,
// `$pbkdf2-sha256$i=100000,l=32$salt$tag`.
import { fromDottedBase64 } from '../base64.ts';
import { malformedHash } from '../errors.ts';
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';
import { pbkdf2Check } from './pbkdf2.ts';

const BASE64 = '[A-Za-z0-9+/.]+';
const PHC = new RegExp(
  `^\\$pbkdf2(?:-(?<digest>[a-z0-9]+))?\\$(?:i=)?(?<rounds>\\d+)(?:,l=(?<length>\\d+))?` +
    `\\$(?<salt>${BASE64})\\$(?<tag>${BASE64})$`,
);

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const { rounds, salt, tag: encoded, ...optional } = groupsOf<'rounds' | 'salt' | 'tag'>(PHC, text);
  const { digest = 'sha1', length }: { readonly digest?: string; readonly length?: string } = optional;
  const tag = fromDottedBase64(encoded);
  if (length !== undefined && Number(length) !== tag.length) malformedHash();
  return pbkdf2Check({ digest, rounds: Number(rounds), salt: fromDottedBase64(salt), tag });
};

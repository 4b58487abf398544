// Werkzeug's `pbkdf2:sha256:600000$salt$tag`.
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';
import { pbkdf2Check } from './pbkdf2.ts';

const WERKZEUG = /^pbkdf2:(?<digest>[a-z0-9]+):(?<rounds>\d+)\$(?<salt>[^$]+)\$(?<tag>(?:[0-9a-f]{2})+)$/;

/** The salt is the text itself, and the tag is hexadecimal. @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const { digest, rounds, salt, tag } = groupsOf<'digest' | 'rounds' | 'salt' | 'tag'>(WERKZEUG, text);
  return pbkdf2Check({
    digest,
    rounds: Number(rounds),
    salt: Buffer.from(salt),
    tag: Buffer.from(tag, 'hex'),
  });
};

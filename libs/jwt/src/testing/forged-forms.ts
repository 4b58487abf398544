// Tokens that are not written as a token must be: a second spelling of a good one is as bad as a wrong one.
import { partsOf } from './forge.ts';
import type { Forge, Forgery } from './forge.ts';

export const withOtherForm = ({ header, claims, token }: Forge): Forgery[] => {
  const whole = token();
  const { header: head, payload, signature } = partsOf(whole);
  const forms: Readonly<Record<string, string>> = {
    'a padded signature': `${whole}==`,
    'set bits behind the last byte of the signature': `${head}.${payload}.${setUnusedBits(signature)}`,
    'white space inside': `${head}. ${payload}.${signature}`,
    'a fourth part': `${whole}.${signature}`,
    'an empty fourth part': `${whole}.`,
    'an empty header': `.${payload}.${signature}`,
    'only dots': '..',
    'the alphabet of plain base64': `${Buffer.from(`${JSON.stringify(header)}??>>`).toString('base64')}.${payload}.${signature}`,
    'its JSON serialization': JSON.stringify({ protected: head, payload, signature }),
    'a scheme before it': `Bearer ${whole}`,
    'a million bytes': token(header, { ...claims, padding: 'x'.repeat(750_000) }),
  };
  return Object.entries(forms).map(([name, forged]) => ({ name, token: forged, code: 'malformed' }));
};

// 64 and 256 bytes leave four bits unused in the last character; the next letter of the alphabet sets one of them.
const setUnusedBits = (part: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return part.slice(0, -1) + (alphabet[alphabet.indexOf(part.slice(-1)) + 1] ?? '');
};

// Which texts are too weak to be a shared secret; apart, because it is a judgement about text and knows nothing of keys.

const MIN_BYTES = 32;
const MAX_BYTES = 1024;
const MIN_DISTINCT = 8;
const MIN_REMAINDER = 16;

/** What stands in tutorials, templates and on keyboards. None of it counts as secret, wherever it stands. */
const KNOWN_WORDS = [
  ...['secret', 'password', 'passphrase', 'changeme', 'changeit', 'change', 'replace', 'example', 'default'],
  ...['placeholder', 'insecure', 'donotuse', 'letmein', 'admin', 'gatehouse', 'development', 'production'],
  ...[
    'your',
    'string',
    'atleast',
    '128',
    '256',
    '512',
    'bits',
    'bit',
    'bytes',
    'characters',
    'long',
    'token',
  ],
  ...[
    'super',
    'very',
    'this',
    'should',
    'please',
    'random',
    'private',
    'signing',
    'jwt',
    'hs256',
    'key',
    'test',
  ],
  ...['qwertyuiop', 'qwerty', 'asdfghjkl', 'zxcvbnm', 'deadbeef', 'cafebabe'],
];

const KNOWN = new RegExp(KNOWN_WORDS.join('|'), 'g');

/** Of this much of a text, well-known words may not be a part by chance: three letters of 32 happen, eight do not. */
const LARGEST_CHANCE = 1 / 4;

/** Fewer letters and digits than this are decoration between marks, not a generator's choice. */
const MIN_ALPHANUMERIC = 4;

/**
 * The rule that a shared secret breaks, or undefined. Length is asked for in UTF-8 bytes (RFC 7518 §3.2: as long as the
 * hash); the rest refuses what has the length and not the strength (RFC 8725 §3.5): one character or unit repeated,
 * few distinct characters, runs of the alphabet, and the words of well-known examples. It is a net for mistakes, no
 * measure of entropy: take `openssl rand -base64 48`.
 */
export const findSecretFault = (secret: string): string | undefined => {
  const bytes = Buffer.byteLength(secret);
  if (bytes < MIN_BYTES || bytes > MAX_BYTES) return `must have ${MIN_BYTES} to ${MAX_BYTES} bytes`;
  if (!secret.isWellFormed()) return 'must be well-formed text';
  if (new Set(secret).size < MIN_DISTINCT) return `must have at least ${MIN_DISTINCT} distinct characters`;
  if (isRepetition(secret)) return 'must not repeat one unit';
  if (isSequence(secret)) return 'must not be a sequence';
  return isMadeOfWords(secret) ? 'must not be made of well-known words' : undefined;
};

/** A unit of at most half the length, over and over, the last one perhaps cut short. */
const isRepetition = (text: string): boolean => {
  for (let unit = 1; unit <= text.length / 2; unit += 1) if (text.startsWith(text.slice(unit))) return true;
  return false;
};

/** Most neighbours are neighbours in the alphabet too; in random text about one pair in twenty is. */
const isSequence = (text: string): boolean => {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const close = codes.filter((code, index) => index > 0 && Math.abs(code - (codes[index - 1] ?? 0)) <= 1);
  return close.length > codes.length / 2;
};

/**
 * Whether too little stands beside the well-known words. Letters and digits count. Marks do not in a text of words, which
 * they join and adorn; where words are no more than chance makes them, each mark counts once: a password generator's
 * choice has fewer letters and digits, and is no weaker for it.
 */
const isMadeOfWords = (text: string): boolean => {
  const alphanumeric = text.toLowerCase().replace(MARKS, '');
  const remainder = alphanumeric.replace(KNOWN, '');
  if (remainder.length >= MIN_REMAINDER) return false;
  const inWords = alphanumeric.length - remainder.length;
  const isByChance = inWords < text.length * LARGEST_CHANCE && remainder.length >= MIN_ALPHANUMERIC;
  return !isByChance || remainder.length + new Set(text.match(MARKS)).size < MIN_REMAINDER;
};

const MARKS = /[^\p{L}\p{N}]/gu;

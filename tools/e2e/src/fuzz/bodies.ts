// Bodies: near what the document says, and damaged.
import fc from 'fast-check';
import type { DocumentedMember, Operation } from '../document/openapi.ts';
import { anyText, ODD_TEXTS } from './odd-texts.ts';
import { utf8 } from './request.ts';

/** A body for the operation, in bytes; mostly one that it nearly takes. */
export const bodyOf = ({ members }: Operation): fc.Arbitrary<string> => {
  const near = fc.oneof({ weight: 8, arbitrary: nearObject(members) }, { weight: 1, arbitrary: otherJson() });
  const bytes = fc.oneof({ weight: 12, arbitrary: near.map(utf8) }, { weight: 1, arbitrary: noJson() });
  return fc.oneof({ weight: 5, arbitrary: bytes }, { weight: 2, arbitrary: damaged(bytes) });
};

type Members = Operation['members'];

/** An object as text, so that a member may stand in it twice. */
const nearObject = (members: Members): fc.Arbitrary<string> => {
  const named = Object.entries(members).map(([name, member]) =>
    pair(fc.constant(name), valueOf(name, member)),
  );
  const kept = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(...named) },
    fc.subarray(named).chain((some) => fc.tuple(...some)),
  );
  const names = fc.oneof(fc.constantFrom(...Object.keys(members), ...ODD_TEXTS), anyText);
  const extra = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(pair(names, anyJson), { minLength: 1, maxLength: 2 }) },
  );
  return fc.tuple(kept, extra).map(([pairs, more]) => `{${[...pairs, ...more].join()}}`);
};

const pair = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(name, value, fc.nat(9))
    .map(([key, text, spelling]) => `${spelling === 0 ? escaped(key) : JSON.stringify(key)}:${text}`);

const escaped = (key: string): string =>
  `"${key
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')}"`;

/** A value as text: mostly one that is good, then one at a bound, an odd one, or one of any type. */
const valueOf = (
  name: string,
  { examples = [], format, minLength = 1, maxLength = 256 }: DocumentedMember,
) => {
  const listed = [...(KNOWN[name] ?? []), ...examples];
  // An object that others define has no example.
  const known = listed.length > 0 ? fc.constantFrom<unknown>(...listed) : fc.jsonValue();
  const good = format === 'email' ? fc.oneof(known, fc.emailAddress()) : known;
  const length = fc.constantFrom(0, minLength - 1, minLength, maxLength, maxLength + 1);
  const atBound = fc
    .tuple(fc.constantFrom('x', 'é', '😀'), length)
    .map(([unit, count]) => unit.repeat(Math.max(0, count)));
  const odd = fc.oneof(atBound, anyText).map((text) => JSON.stringify(text));
  return fc.oneof(
    { weight: 6, arbitrary: good.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: anyJson },
  );
};

/** What no example can know, by the member's name. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  email: ['{{user.email}}', '{{admin.email}}', 'ADA@example.com'],
  password: ['{{user.password}}', 'not the password at all'],
  current_password: ['{{user.password}}', 'not the password at all'],
  refresh_token: ['{{user.refresh}}', '{{admin.refresh}}', '{{ended.refresh}}', '{{user.token}}'],
};

const anyJson = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom('1e999', '-0', '1E400', '"\\ud800"', '"\\u0000"', '{"__proto__":1}'),
);

const otherJson = () =>
  fc.oneof(
    anyJson,
    fc.constantFrom('{}', '[]', 'null', '7', '"x"', '{"":{}}', '[{}]'),
    fc.tuple(fc.constantFrom('[', '{"a":', '[{"a":'), fc.constantFrom(9, 300, 2_000)).map(nested),
    fc.constantFrom(16_384, 16_385, 200_000).map((size) => `{"a":"${'x'.repeat(size - 8)}"}`),
    fc.constant(`{${Array.from({ length: 1_200 }, (_, index) => `"${index}":0`).join()}}`),
  );

const nested = ([open, depth]: readonly [string, number]): string => {
  const close = [...open].reverse().map((mark) => ({ '[': ']', '{': '}' })[mark] ?? '');
  return `${open.repeat(depth)}1${close.join('').repeat(depth)}`;
};

const noJson = () =>
  fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '{',
      '{}{}',
      '\0',
      '\xef\xbb\xbf{}',
      '\xff\xfe{\0}\0',
      'a=b&c=d',
      '"\xc0\xaf"',
      '\xed\xa0\x80',
    ),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );

/** With a piece taken out, doubled, or replaced by any byte. */
const damaged = (body: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(body, fc.nat(), fc.nat(20), fc.constantFrom('cut', 'double', 'replace', 'end'), fc.nat(255))
    .map(([text, at, length, how, code]) => {
      const start = text.length === 0 ? 0 : at % text.length;
      const [before, piece, after] = [
        text.slice(0, start),
        text.slice(start, start + length),
        text.slice(start + length),
      ];
      if (how === 'end') return before;
      const middle = { cut: '', double: piece + piece, replace: String.fromCharCode(code) }[how];
      return before + middle + after;
    });

// That what is written is what is read.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromAttributes, toAttributes, type Fields, type Value } from './values.ts';

const value = fc.letrec<{ readonly value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

test('any fields come back as they were', () => {
  const fields = fc.dictionary(fc.string(), value, { noNullPrototype: true }) as fc.Arbitrary<Fields>;
  fc.assert(fc.property(fields, (written) => expect(fromAttributes(toAttributes(written))).toEqual(written)));
});

test('a member that is undefined is not written', () => {
  expect(toAttributes({ there: '', missing: undefined })).toEqual({ there: { S: '' } });
});

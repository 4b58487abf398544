import { describe, expect, test } from '@jest/globals';
import { databaseUrl } from './database-variables.ts';
import { BrokenRule } from './errors.ts';
import type { Reference } from './reference.ts';

const read = (value: string, inLambda = false): Reference =>
  databaseUrl()(value, { variable: 'DATABASE_URL', env: {}, inLambda });

const revealed = (from: Reference): string => (from.from === 'in-place' ? from.reveal() : 'not in place');

describe('a database URL', () => {
  test.each([
    'sqlite:/home/a user/gatehouse.db',
    'mongodb://db.example/gatehouse',
    'mongodb+srv://db.example',
    'dynamodb://eu-central-1/gatehouse',
  ])('%s may stand in place, in Lambda too', (value) => {
    expect(revealed(read(value, true))).toBe(value);
  });

  test.each(['mongodb://user:pass@db.example', 'mongodb://db.example/?tlsCertificateKeyFilePassword=x'])(
    '%s holds a password, which Lambda refuses in place',
    (value) => {
      expect(revealed(read(value))).toBe(value);
      expect(() => read(value, true)).toThrow('must be a reference in Lambda');
    },
  );

  test.each([
    'postgres://db.example',
    'mongodb://',
    'mongodb://a b',
    'sqlite:',
    'mongodb://a/my.db',
    'dynamodb://gatehouse',
  ])('%j is none', (value) => {
    expect(() => read(value)).toThrow(BrokenRule);
  });
});

import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Kind } from './environment.ts';
import { BrokenRule } from './errors.ts';
import { broken } from './kinds.ts';
import { describeReference, reference, referenceOrUrl, type Reference } from './reference.ts';

const read = <T>(kind: Kind<T>, value: string | undefined, inLambda = false): T =>
  kind(value, { variable: 'PEPPERS', env: {}, inLambda });

const revealed = (from: Reference): string => (from.from === 'in-place' ? from.reveal() : 'not in place');

describe('a reference', () => {
  test.each([
    ['ssm:/gatehouse/keys', 'ssm', 'PEPPERS (ssm:/gatehouse/keys)'],
    ['ssm:/gatehouse/keys:3', 'ssm', 'PEPPERS (ssm:/gatehouse/keys:3)'],
    ['secretsmanager:gatehouse/keys', 'secretsmanager', 'PEPPERS (secretsmanager:gatehouse/keys)'],
    [
      'secretsmanager:arn:aws:secretsmanager:eu-west-1:123456789012:secret:keys-AbCdEf',
      'secretsmanager',
      null,
    ],
    ['file:/var/keys.json', 'file', 'PEPPERS (file:/var/keys.json)'],
  ])('%s says where the value is', (value, from, described) => {
    const found = read(reference(), value);
    expect(found.from).toBe(from);
    expect(describeReference(found)).toBe(described ?? `PEPPERS (${value})`);
  });

  test('a value in place shows neither in JSON nor on a console', () => {
    const found = read(reference(), 'in the open');
    expect(revealed(found)).toBe('in the open');
    expect(`${JSON.stringify(found)} ${inspect(found)} ${describeReference(found)}`).not.toContain(
      'in the open',
    );
  });

  test.each(['a secret in place', 'file:/var/keys.json'])('Lambda refuses %j', (value) => {
    expect(() => read(reference(), value, true)).toThrow('must be a reference in Lambda');
  });

  test('what is public may stand in place in Lambda, but not in a file', () => {
    const jwks = reference({ secret: false });
    expect(revealed(read(jwks, '{"keys":[]}', true))).toBe('{"keys":[]}');
    expect(() => read(jwks, 'file:/var/jwks.json', true)).toThrow('must be a reference in Lambda');
  });

  test.each([
    'ssm:',
    'ssm:name',
    'ssm:/a b',
    'ssm://a',
    'secretsmanager:',
    'secretsmanager:a b',
    'file:',
    'file:a',
  ])('%j points nowhere', (value) => {
    expect(() => read(reference(), value)).toThrow(BrokenRule);
  });

  test.each([
    'SSM:/keys',
    ' ssm:/keys',
    'Secretsmanager:keys',
    'secretmanager:gatehouse/secret-key',
    'secrets-manager:gatehouse/secret-key',
    'file :/run/secrets/key',
  ])('a reference that is spelled otherwise is no secret in place: %j', (value) => {
    expect(() => read(reference(), value)).toThrow(/^must spell its reference as ssm:/);
  });

  test.each([
    'https://id.example.com/jwks.json?v=1#keys',
    'https:id.example.com/jwks.json',
    'https://a:b@c.example',
  ])('is no URL of a key set: %s', (value) => {
    expect(() => read(referenceOrUrl(), value)).toThrow('must be an https URL');
  });

  test('a value in place is held to its rule at the start', () => {
    const keys = reference({
      check: (value) => (value.startsWith('{') ? undefined : broken('must be a JWKS')),
    });
    expect(revealed(read(keys, '{}'))).toBe('{}');
    expect(() => read(keys, 'x')).toThrow('must be a JWKS');
  });

  test('it can be optional, and a local fallback is read like a given text', () => {
    expect(read(reference({ fallback: null }), undefined, true)).toBeNull();
    expect(read(reference({ localFallback: 'file:/tmp/keys.json' }), undefined)).toMatchObject({
      from: 'file',
    });
    expect(() => read(reference({ localFallback: 'file:/tmp/keys.json' }), undefined, true)).toThrow(
      'is required in Lambda',
    );
  });
});

describe('a reference or URL', () => {
  const jwks = referenceOrUrl({ secret: false });

  test('takes an https URL, and a loopback one outside Lambda', () => {
    expect(read(jwks, 'https://id.example/jwks.json', true)).toMatchObject({
      from: 'url',
      url: 'https://id.example/jwks.json',
    });
    expect(read(jwks, 'http://127.0.0.1:3000/jwks.json')).toMatchObject({ from: 'url' });
    expect(() => read(jwks, 'http://127.0.0.1:3000/jwks.json', true)).toThrow('must be an https URL');
    expect(() => read(jwks, 'HTTP://id.example/jwks.json')).toThrow('must be an https URL');
  });

  test('takes what a reference takes', () => {
    expect(read(jwks, 'ssm:/jwks')).toMatchObject({ from: 'ssm', path: '/jwks' });
  });
});

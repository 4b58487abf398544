// What the stack of every app promises to whoever deploys it, as a suite. Apart from what an API promises to its clients: the
// authorizer's stack has none.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expandSam } from './expand-sam.ts';
import { parseTemplate } from './parse-template.ts';
import { admits } from './resolve-stack.ts';
import { createStackView, type StackExpectations } from './stack-view.ts';
import { testFunctions } from './test-functions.ts';
import { testOperations } from './test-operations.ts';
import { testPermissions } from './test-permissions.ts';
import { translate } from './translate.ts';

/** Holds the stack of the template in `file` to these promises: as written, and as SAM translates it where it can be asked. */
export const describeStack = (file: string, expectations: StackExpectations): void => {
  const text = readFileSync(file, 'utf8');
  const written = parseTemplate(text);
  const translated = translate(file);
  const views: [string, unknown][] = [['as written', expandSam(written)]];
  if (translated !== null) views.push(['as translated', translated]);

  describe.each(views)('the stack %s', (_name, template) => {
    const stack = createStackView(template, expectations);
    testPermissions(stack);
    testFunctions(stack);
    testOperations(stack);
  });

  test('a stack has a key or a secret to sign or verify with, and not both', () => {
    const { parameters } = expectations;
    const keys = ['JwtPrivateKeys', 'JwtJwks'].filter((name) => parameters[name] !== undefined);
    expect(admits(written, parameters)).toBe(true);
    for (const name of keys) {
      expect(admits(written, { ...parameters, [name]: '' })).toBe(false);
      expect(admits(written, { ...parameters, SecretKey: 'ssm:/secret' })).toBe(false);
      expect(admits(written, { ...parameters, [name]: '', SecretKey: 'ssm:/secret' })).toBe(true);
    }
  });

  test('a stack that hashes passwords does it at the floor of ASVS 11.4.2, or above it', () => {
    if (written.Parameters.Argon2MemoryKib === undefined) return;
    const isAdmitted = (memory: string, passes: string): boolean =>
      admits(written, { ...expectations.parameters, Argon2MemoryKib: memory, Argon2Passes: passes });
    for (const [memory, passes] of FLOOR)
      expect([memory, passes, isAdmitted(memory, passes)]).toContain(true);
    for (const [memory, passes] of BELOW)
      expect([memory, passes, isAdmitted(memory, passes)]).toContain(false);
    expect(written.Parameters.Argon2MemoryKib.AllowedValues.map(Number)).not.toContain(1024);
  });
};

const FLOOR = [
  ['47104', '1'],
  ['19456', '2'],
  ['12288', '3'],
  ['9216', '4'],
  ['7168', '5'],
  ['262144', '4'],
] as const;

const BELOW = [
  ['32768', '1'],
  ['16384', '2'],
  ['9216', '3'],
  ['8192', '4'],
  ['1024', '10'],
  ['19456', '1'],
] as const;

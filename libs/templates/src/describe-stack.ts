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
};

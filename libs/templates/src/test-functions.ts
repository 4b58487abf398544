// What the functions of a stack run on, and what they are given.
import { expect, test } from '@jest/globals';
import type { StackView } from './stack-view.ts';
import { scheduledIn } from './test-scheduled.ts';

/** The variables that hold a secret, with the parameters that name it. */
const SECRETS = {
  DATABASE_URL: 'DatabaseUrl',
  FACTOR_KEYS: 'FactorKeys',
  JWT_PRIVATE_KEYS: 'JwtPrivateKeys',
  PASSWORD_PEPPERS: 'PasswordPeppers',
  SECRET_KEY: 'SecretKey',
};

export const testFunctions = (stack: StackView): void => {
  const functions = stack.ofType('AWS::Lambda::Function');

  test('runs Node 24 with time to answer 503 itself, on the architecture that it is given', () => {
    const scheduled = scheduledIn(stack);
    for (const [id, { Runtime, Timeout, Architectures }] of functions) {
      expect([Runtime, Architectures]).toEqual(['nodejs24.x', ['arm64']]);
      expect(Timeout).toBeGreaterThan(5);
      expect(Timeout).toBeLessThan(scheduled.includes(id) ? 60 : 29);
    }
  });

  test.each(Object.entries(SECRETS))('takes %s by reference alone', (variable, parameter) => {
    const { AllowedPattern } = stack.template.Parameters[parameter] ?? {};
    const values = functions.map(([, { Environment }]) => Environment.Variables[variable]);
    for (const value of values.filter((one) => one !== undefined)) {
      expect(value).toMatch(/^((secretsmanager|ssm):.+)?$/);
      for (const good of ['secretsmanager:gatehouse/name', 'ssm:/gatehouse/name'])
        expect(good).toMatch(new RegExp(AllowedPattern));
      for (const bad of ['mongodb://u:p@host/db', '{"keys":[]}', 'k9#Vq2!xT7@mLw4$zR8^bN1', 'file:/x'])
        expect(bad).not.toMatch(new RegExp(AllowedPattern));
    }
  });
};

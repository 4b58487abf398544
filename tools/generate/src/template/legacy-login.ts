// What a stack that can ask an old system has to see to, so that a bad pair of parameters does not become a function that cannot start.
import { equals, isGiven, not, ref, type Members } from './cloudformation.ts';

/** No stranger may take the address of someone who has not come over yet. */
export const legacyLoginRules = (variables: readonly string[]): Members =>
  variables.includes('LEGACY_LOGIN_URL')
    ? {
        StrangersTakeNoAddress: {
          RuleCondition: isGiven('LegacyLoginUrl'),
          Assertions: [
            {
              AssertDescription: 'LegacyLoginUrl needs Registration to be closed or confirmed.',
              Assert: not(equals(ref('Registration'), 'open')),
            },
          ],
        },
      }
    : {};

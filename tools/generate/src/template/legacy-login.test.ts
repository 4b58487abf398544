import { expect, test } from '@jest/globals';
import { legacyLoginRules } from './legacy-login.ts';

test('a stack that may ask an old system takes its URL only where no stranger can register', () => {
  expect(legacyLoginRules(['REGISTRATION', 'LEGACY_LOGIN_URL'])).toMatchObject({
    StrangersTakeNoAddress: {
      RuleCondition: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'LegacyLoginUrl' }, ''] }] },
      Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Registration' }, 'open'] }] } }],
    },
  });
  expect(legacyLoginRules(['REGISTRATION'])).toEqual({});
});

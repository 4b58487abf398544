import { describe, expect, test } from '@jest/globals';
import { brokenAssertionsOf, type Rules } from './template-rules.ts';

const ref = (name: string) => ({ Ref: name });
const FLOOR: Rules = {
  Floor: {
    Assertions: [
      {
        AssertDescription: 'Memory and Passes have to reach 19 and 2, or 47 and 1.',
        Assert: {
          'Fn::Or': [
            {
              'Fn::And': [
                { 'Fn::Contains': [['19', '47'], ref('Memory')] },
                { 'Fn::Contains': [['2'], ref('Passes')] },
              ],
            },
            { 'Fn::Contains': [['47'], ref('Memory')] },
          ],
        },
      },
    ],
  },
};

const brokenBy = (values: Record<string, string>, rules = FLOOR): readonly string[] =>
  brokenAssertionsOf(rules, values);

describe('the rules of a template', () => {
  test.each([{ Memory: '19', Passes: '2' }, { Memory: '47', Passes: '1' }, { Memory: '47' }])(
    'admit what keeps them: %j',
    (values) => {
      expect(brokenBy(values)).toEqual([]);
    },
  );

  test.each([{ Memory: '19', Passes: '1' }, { Memory: '7', Passes: '2' }, { Memory: '7' }])(
    'name what breaks them, whatever the stack has: %j',
    (values) => {
      expect(brokenBy(values)).toEqual(['Memory and Passes have to reach 19 and 2, or 47 and 1.']);
    },
  );

  test.each([{}, { Memory: '19' }, { Passes: '1' }])(
    'are left to CloudFormation where they depend on what the stack has: %j',
    (values) => {
      expect(brokenBy(values)).toEqual([]);
    },
  );

  test('hold where their condition does', () => {
    const rules: Rules = {
      Named: {
        RuleCondition: { 'Fn::Not': [{ 'Fn::Equals': [ref('Name'), ''] }] },
        Assertions: [{ Assert: { 'Fn::Equals': [ref('Bare'), ''] } }],
      },
    };
    expect(brokenBy({ Name: '', Bare: 'x' }, rules)).toEqual([]);
    expect(brokenBy({ Bare: 'x' }, rules)).toEqual([]);
    expect(brokenBy({ Name: 'a', Bare: '' }, rules)).toEqual([]);
    expect(brokenBy({ Name: 'a', Bare: 'x' }, rules)).toEqual(['breaks the rule Named of the template']);
  });

  test('with a function that is not known here are left to CloudFormation', () => {
    const odd = { Odd: { Assertions: [{ Assert: { 'Fn::EachMemberIn': [['a'], ['b']] } }] } };
    expect(brokenBy({}, odd)).toEqual([]);
  });
});

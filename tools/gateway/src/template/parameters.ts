// The value of a parameter: what it is given here, else its Default, held to the rules that the template declares for it.
import { StartError } from '../start-error.ts';
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { PARAMETER } from './members.ts';
import { matchesWhole } from './whole-match.ts';

/** The environment variable that gives a parameter its local value: `SESSION_CHECK_SECONDS` for `SessionCheckSeconds`. */
export const toVariableName = (parameter: string): string =>
  parameter.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();

/**
 * The value of the parameter that `declared` declares, a list for the types that are lists. Without a value, `missing`
 * says so at the place that asks.
 * @throws TemplateError without a value, or for a Default that breaks a rule; StartError for a given value that does, by the
 * name of its variable; the message never has the value
 */
export const parameterValue = (
  declared: Field,
  given: string | undefined,
  missing: (problem: string) => never,
): string | readonly string[] => {
  checkMembers(declared, PARAMETER);
  const type = declared.member('Type').string();
  if (!TYPES.test(type)) declared.member('Type').fail('CloudFormation knows no such type of parameter');
  const text = given ?? defaultOf(declared, type, missing);
  const items = LIST.test(type) ? text.split(',').map((item) => item.trim()) : [text];
  // The rules of an SSM parameter's type hold for its name.
  const refuse = given === undefined ? refuseDefault : refuseGiven;
  if (!type.startsWith(SSM_VALUE)) for (const item of items) holdToRules(item, type, declared, refuse);
  return LIST.test(type) ? items : text;
};

const TYPES =
  /^(String|Number|CommaDelimitedList|List<Number>|(List<)?AWS::(EC2|Route53)::[\w:]+>?|AWS::SSM::Parameter::(Name|Value<.+>))$/;
const LIST = /^(CommaDelimitedList|List<.*>|AWS::SSM::Parameter::Value<(CommaDelimitedList|List<.*>)>)$/;

const nameOf = ({ at }: Field): string => at.replace('Parameters.', '');

const SSM_VALUE = 'AWS::SSM::Parameter::Value<';

const defaultOf = (declared: Field, type: string, missing: (problem: string) => never): string => {
  const name = nameOf(declared);
  const fallback = declared.member('Default');
  const remedy = `the variable ${toVariableName(name)} gives it one`;
  if (!fallback.present)
    return missing(`the parameter ${name} has neither a value here nor a Default; ${remedy}`);
  if (type.startsWith(SSM_VALUE))
    return missing(
      `the Default of ${name} names the SSM parameter ${fallback.string()}, which has no value here; ${remedy}`,
    );
  return fallback.string();
};

// Of a list, every item is held to the rules.
const holdToRules = (text: string, type: string, declared: Field, refuse: Refuse): void => {
  const broken = brokenRule(text, type, declared);
  if (broken === undefined) return;
  const why = declared.member('ConstraintDescription');
  refuse(declared, `breaks the rule ${broken}${why.present ? `: ${why.string()}` : ''}`);
};

type Refuse = (declared: Field, problem: string) => never;

const refuseDefault: Refuse = (declared, problem) => declared.fail(`its Default ${problem}`);

/** A value that is given is told of by its variable, like all that is given. */
const refuseGiven: Refuse = (declared, problem) => {
  throw new StartError([`${toVariableName(nameOf(declared))}: ${problem}`]);
};

/** The rule that a value breaks, as the template has it. */
const brokenRule = (text: string, type: string, declared: Field): string | undefined => {
  const isNumber = /^(Number|List<Number>)$/.test(type);
  if (isNumber && !NUMBER.test(text)) return `Type ${type}`;
  const allowed = declared
    .member('AllowedValues')
    .items()
    .map((item) => item.string());
  if (allowed.length > 0 && !isOneOf(allowed, text, isNumber)) return `AllowedValues ${allowed.join(', ')}`;
  const pattern = declared.member('AllowedPattern');
  if (!matchesWhole(pattern, text)) return `AllowedPattern ${pattern.string()}`;
  return isNumber
    ? outside(Number(text), declared, 'MinValue', 'MaxValue')
    : outside(text.length, declared, 'MinLength', 'MaxLength');
};

const isOneOf = (allowed: readonly string[], text: string, isNumber: boolean): boolean =>
  isNumber ? allowed.map(Number).includes(Number(text)) : allowed.includes(text);

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

const outside = (size: number, declared: Field, lowest: string, highest: string): string | undefined => {
  const [low, high] = [declared.member(lowest), declared.member(highest)];
  if (low.present && size < Number(low.string())) return `${lowest} ${low.string()}`;
  return high.present && size > Number(high.string()) ? `${highest} ${high.string()}` : undefined;
};

// The rules of CloudFormation for a parameter's value, by the members of its declaration.

/** As a template declares it. */
export interface Parameter {
  readonly Type: string;
  readonly Default?: string | number | boolean;
  readonly NoEcho?: boolean | string;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly unknown[];
  readonly ConstraintDescription?: string;
  readonly MinLength?: number | string;
  readonly MaxLength?: number | string;
  readonly MinValue?: number | string;
  readonly MaxValue?: number | string;
}

/** The rule that a value breaks, as the rest of a sentence about the parameter; null for a value that may be. */
export const brokenRuleOf = (parameter: Parameter, value: string): string | null => {
  const { Type, ConstraintDescription } = parameter;
  const kind = kindOf(Type);
  if (kind === null) return `has the type ${Type}, which is none of CloudFormation's`;
  const parts = kind.list ? value.split(',').map((part) => part.trim()) : [value];
  for (const part of parts) {
    if (kind.number && !NUMBER.test(part))
      return kind.list ? 'takes numbers, separated by commas' : 'takes a number';
    const rule =
      (kind.number ? numberRule : textRule)(parameter, part) ?? choiceRule(parameter, part, kind.number);
    if (rule !== null) return ConstraintDescription ?? rule;
  }
  return null;
};

interface Kind {
  readonly number: boolean;
  readonly list: boolean;
}

/** Ids of resources (`AWS::EC2::VPC::Id`) and names of SSM parameters are text here; AWS looks whether they are there. */
const kindOf = (type: string): Kind | null => {
  const [, inner] = /^List<(.+)>$/.exec(type) ?? [];
  if (type === 'CommaDelimitedList') return { number: false, list: true };
  if (inner !== undefined)
    return isText(inner) || inner === 'Number' ? { number: inner === 'Number', list: true } : null;
  if (type === 'Number') return { number: true, list: false };
  return isText(type) ? { number: false, list: false } : null;
};

const isText = (type: string): boolean => type === 'String' || /^AWS::[\w:]+(<.+>)?$/.test(type);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const numberRule = ({ MinValue, MaxValue }: Parameter, value: string): string | null => {
  if (MinValue !== undefined && Number(value) < Number(MinValue)) return `takes a number from ${MinValue}`;
  return MaxValue !== undefined && Number(value) > Number(MaxValue)
    ? `takes a number up to ${MaxValue}`
    : null;
};

const textRule = ({ MinLength, MaxLength, AllowedPattern }: Parameter, value: string): string | null => {
  if (MinLength !== undefined && value.length < Number(MinLength))
    return `takes at least ${MinLength} characters`;
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    return `takes at most ${MaxLength} characters`;
  return AllowedPattern === undefined ? null : patternRule(AllowedPattern, value);
};

/** A pattern covers the whole value, with or without anchors. */
const patternRule = (pattern: string, value: string): string | null => {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value) ? null : `has to match ${pattern}`;
  } catch {
    return `has the AllowedPattern ${pattern}, which only Java reads: write it as JavaScript reads it too`;
  }
};

const choiceRule = ({ AllowedValues }: Parameter, value: string, isNumber: boolean): string | null => {
  if (AllowedValues === undefined) return null;
  const isOne = AllowedValues.some((one) =>
    isNumber ? Number(one) === Number(value) : String(one) === value,
  );
  return isOne ? null : `takes one of ${AllowedValues.map(String).join(', ')}`;
};

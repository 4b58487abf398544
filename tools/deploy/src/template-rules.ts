// The Rules of a template, which hold several parameters together, asked before anything is built. A parameter that was not given
// keeps what its stack has, which is not known here: an assertion that depends on one is left to CloudFormation.

/** As a template declares them. */
export type Rules = Readonly<Record<string, Rule>>;

interface Rule {
  readonly RuleCondition?: Expression;
  readonly Assertions?: readonly { readonly Assert: Expression; readonly AssertDescription?: string }[];
}

/** A function of CloudFormation with its arguments, or a text. */
type Expression = unknown;

type Call = Readonly<Record<string, readonly Expression[]>>;

type Values = Readonly<Record<string, string>>;

/** What each assertion says that these values break, whatever the others are. */
export const brokenAssertionsOf = (rules: Rules, values: Values): readonly string[] =>
  Object.entries(rules)
    .filter(([, { RuleCondition }]) => RuleCondition === undefined || judge(RuleCondition, values) === true)
    .flatMap(([name, { Assertions = [] }]) =>
      Assertions.filter(({ Assert }) => judge(Assert, values) === false).map(
        ({ AssertDescription }) => AssertDescription ?? `breaks the rule ${name} of the template`,
      ),
    );

/** Null where it depends on what is not known. */
type Verdict = boolean | null;

const judge = (expression: Expression, values: Values): Verdict => {
  const [name = '', argument = []] = Object.entries((expression ?? {}) as Call)[0] ?? [];
  return JUDGES[name]?.(argument, values) ?? null;
};

const JUDGES: Readonly<Record<string, (items: readonly Expression[], values: Values) => Verdict>> = {
  'Fn::Or': (items, values) => any(items.map((item) => judge(item, values))),
  'Fn::And': (items, values) => not(any(items.map((item) => not(judge(item, values))))),
  'Fn::Not': ([item], values) => not(judge(item, values)),
  'Fn::Equals': ([one, other], values) => isOneOf(textOf(one, values), [textOf(other, values)]),
  'Fn::Contains': ([list, item], values) =>
    isOneOf(
      textOf(item, values),
      (list as readonly Expression[]).map((one) => textOf(one, values)),
    ),
};

const any = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;

const not = (verdict: Verdict): Verdict => (verdict === null ? null : !verdict);

const isOneOf = (text: string | null, texts: readonly (string | null)[]): Verdict => {
  if (text === null) return null;
  if (texts.includes(text)) return true;
  return texts.includes(null) ? null : false;
};

/** A text, or the value of a parameter. */
const textOf = (expression: Expression, values: Values): string | null => {
  if (typeof expression !== 'object' || expression === null) return String(expression);
  const { Ref: name } = expression as { readonly Ref?: string };
  return (name === undefined ? undefined : values[name]) ?? null;
};

// Values of a template in the long form of CloudFormation's JSON, as a team's own resources are given too.

/** Anything that a template holds. A member `# TEXT` of an object is the comment above the member after it. */
export type Value = string | number | boolean | readonly Value[] | Members | Named | undefined;

export interface Members {
  readonly [name: string]: Value;
}

/** A parameter of a stack. */
export type Parameter = Members;

/** A resource of a stack. */
export type Resources = Members;

/** A value that stands at several places: in full at the first, under this name at the others. */
export class Named {
  readonly name: string;
  readonly value: Value;
  constructor(name: string, value: Value) {
    this.name = name;
    this.value = value;
  }
}

export const NO_VALUE = { Ref: 'AWS::NoValue' } as const;

export const ref = (name: string): Members => ({ Ref: name });
export const getAtt = (id: string, attribute: string): Members => ({ 'Fn::GetAtt': [id, attribute] });
export const sub = (text: string, values?: Members): Members => ({
  'Fn::Sub': values === undefined ? text : [text, values],
});
export const when = (condition: string, then: Value, otherwise: Value = NO_VALUE): Members => ({
  'Fn::If': [condition, then, otherwise],
});
export const equals = (one: Value, other: Value): Members => ({ 'Fn::Equals': [one, other] });
export const not = (condition: Value): Members => ({ 'Fn::Not': [condition] });
export const and = (...conditions: readonly Value[]): Members => ({ 'Fn::And': conditions });
export const or = (...conditions: readonly Value[]): Members => ({ 'Fn::Or': conditions });
/** For rules alone: conditions have no such function. */
export const contains = (list: readonly string[], value: Value): Members => ({
  'Fn::Contains': [list, value],
});
export const select = (index: number, list: Value): Members => ({ 'Fn::Select': [index, list] });
export const split = (separator: string, text: Value): Members => ({ 'Fn::Split': [separator, text] });

/** Whether a text parameter was given. */
export const isGiven = (name: string): Members => not(equals(ref(name), ''));

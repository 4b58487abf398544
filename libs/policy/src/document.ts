// A policy document, read as IAM reads it: every member is understood, or the document as a whole is refused.
// A member that was skipped might have been a Deny, or what narrows an Allow.
import { readConditions, type ConditionTest } from './conditions.ts';
import { isRecord } from './json.ts';
import { filledListOf, unreadable } from './parsing.ts';
import { FIRST_POLICY_VERSION, POLICY_VERSION, type Effect } from './policy-language.ts';
import { readActions, readResources, type PatternTest } from './statement-patterns.ts';

/** A statement whose every member is understood. */
export interface ReadStatement {
  readonly effect: Effect;
  /** Asks for the action in lower case. */
  readonly hasAction: PatternTest;
  readonly hasResource: PatternTest;
  readonly conditions: readonly ConditionTest[];
}

/** The statements of a document. @throws PolicyError `invalid_policy`, its message naming the member and the rule. */
export const readDocument = (document: unknown): readonly ReadStatement[] => {
  if (!isRecord(document)) throw unreadable('it is not an object');
  const { Version = FIRST_POLICY_VERSION, Id, Statement, ...unknown } = document;
  assertKnown(unknown, 'the document');
  if (Version !== POLICY_VERSION && Version !== FIRST_POLICY_VERSION)
    throw unreadable(`Version is neither ${POLICY_VERSION} nor ${FIRST_POLICY_VERSION}`);
  assertText(Id, 'Id');
  return filledListOf(Statement, 'Statement').map((statement, index) =>
    readStatement(statement, `statement ${index + 1}`, Version === POLICY_VERSION),
  );
};

const readStatement = (statement: unknown, place: string, hasVariables: boolean): ReadStatement => {
  if (!isRecord(statement)) throw unreadable(`${place} is not an object`);
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition, ...unknown } = statement;
  assertKnown(unknown, place);
  assertText(Sid, `the Sid of ${place}`);
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw unreadable(`the Effect of ${place} is neither Allow nor Deny`);
  return {
    effect: Effect,
    hasAction: readActions({ Action, NotAction }, place),
    hasResource: readResources({ Resource, NotResource }, place, hasVariables),
    conditions: Condition === undefined ? [] : readConditions(Condition, place, hasVariables),
  };
};

const assertKnown = (unknown: object, place: string): void => {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw unreadable(`${place} has the unknown member ${name}`);
};

const assertText = (value: unknown, name: string): void => {
  if (value !== undefined && typeof value !== 'string') throw unreadable(`${name} is not a text`);
};

// The authorizer's answer for a caller. What does not depend on who calls is kept, so that an answer costs the same however
// many rows, roles and APIs there are.
import { isHttpVerb, parseMethodArn } from '@gatehouse/policy';
import type { AuthorizerContext, AuthorizerResult } from '@gatehouse/policy';
import { grantsOf } from './grants.ts';
import { askedBy, heldOf, nameOf, type Asked, type Held } from './held.ts';
import type { Caller } from './policy-for.ts';
import { LEFT_TO_THE_BUILDER, templateOf, type PolicyTemplate } from './policy-template.ts';
import { rowsOf } from './rows-of.ts';
import type { AccessRow, AccessTable } from './table.ts';

/**
 * The answer of `policyFor(table, caller, methodArn)`, built with this context: at once where callers who hold the same were
 * answered before on this stage. Throws, or rejects with, what those two throw.
 * @example
 * const caller = { subject: 'account-1', roles: ['clerk'], amr: ['pwd'] };
 * const answer = await answerFor(accessTable, caller, event.methodArn, { sub: caller.subject });
 */
export const answerFor = (
  table: AccessTable,
  caller: Caller,
  methodArn: string,
  context: Readonly<AuthorizerContext>,
): AuthorizerResult | Promise<AuthorizerResult> => {
  const place = placeOf(methodArn);
  if (place === undefined) return build(table, caller, methodArn, context);
  const rows = rowsOf(table, place.file);
  const known = knownOf(rows);
  const held = heldOf(known.asked, caller);
  const name = nameOf(held);
  const template = known.templates.get(name)?.find(({ stageArn }) => stageArn === place.stageArn)?.template;
  if (template === undefined) {
    return learn(rows, held, { methodArn, ...place }).then((fresh) => {
      keep(known, name, { stageArn: place.stageArn, template: fresh });
      return fresh(caller.subject, context) ?? build(table, caller, methodArn, context);
    });
  }
  return template(caller.subject, context) ?? build(table, caller, methodArn, context);
};

/** By the builder, which only this function loads: for an id, a context or a route that a template is not made for. */
const build = async (
  table: AccessTable,
  caller: Caller,
  methodArn: string,
  context: Readonly<AuthorizerContext>,
): Promise<AuthorizerResult> => {
  const { policyFor } = await import('./policy-for.ts');
  return (await policyFor(table, caller, methodArn)).build(context);
};

/** Where a method's ARN points to. Nothing is checked here but the verb: `learn` does it once for each stage. */
interface Place {
  readonly stageArn: string;
  readonly file: string;
}

/** Undefined for what is no method's ARN, such as that of a WebSocket API's route. */
const placeOf = (methodArn: string): Place | undefined => {
  const api = methodArn.indexOf('/');
  const stage = methodArn.indexOf('/', api + 1);
  const verb = methodArn.indexOf('/', stage + 1);
  if (api === -1 || stage === -1 || verb === -1) return undefined;
  const end = methodArn.indexOf('/', verb + 1);
  const word = methodArn.slice(stage + 1, verb);
  if (!isHttpVerb(word) || word === '*') return undefined;
  return {
    stageArn: methodArn.slice(0, stage),
    file: methodArn.slice(verb + 1, end === -1 ? methodArn.length : end),
  };
};

/** The template for all who hold this. Where there is none, for whichever reason, the builder says so to each caller. */
const learn = async (
  rows: readonly AccessRow[],
  held: Held,
  { methodArn, stageArn }: { readonly methodArn: string; readonly stageArn: string },
): Promise<PolicyTemplate> => {
  try {
    parseMethodArn(methodArn);
    return templateOf(stageArn, await grantsOf(rows, held));
  } catch {
    return LEFT_TO_THE_BUILDER;
  }
};

interface StageTemplate {
  readonly stageArn: string;
  readonly template: PolicyTemplate;
}

interface KnownRows {
  readonly asked: Asked;
  /** By the name of what is held. A stage among few is found sooner by comparing than by a digest of its long name. */
  readonly templates: Map<string, StageTemplate[]>;
}

/** By the rows themselves, so that those of another table have templates of their own. */
const known = new WeakMap<readonly AccessRow[], KnownRows>();

const knownOf = (rows: readonly AccessRow[]): KnownRows => {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const fresh = { asked: askedBy(rows), templates: new Map() };
  known.set(rows, fresh);
  return fresh;
};

/** An authorizer has a few stages, and callers a few sets of roles; beyond these it starts anew. */
const MAX_STAGES = 16;
const MAX_NAMES = 64;

const keep = ({ templates }: KnownRows, name: string, fresh: StageTemplate): void => {
  const ofName = templates.get(name) ?? [];
  if (ofName.length >= MAX_STAGES) ofName.length = 0;
  if (templates.size >= MAX_NAMES) templates.clear();
  templates.set(name, [...ofName, fresh]);
};

// Reads a statement of provenance from outside, and takes nothing that is not as tools/bundle writes it.
import {
  BUILD_TYPE,
  PREDICATE_TYPE,
  STATEMENT_TYPE,
  type Statement,
} from '@gatehouse/tool-bundle/provenance';
import { DeployError } from '../deploy-error.ts';

/**
 * The statement in a file.
 * @param name of the file, for the message
 * @throws DeployError with the name and the rule that is broken
 */
export const parseStatement = (text: string, name: string): Statement => {
  const statement = parsed(text, name);
  const broken = RULES.find(([, holds]) => !holds(statement));
  if (broken !== undefined) throw new DeployError(`${name} ${broken[0]}`);
  return statement as Statement;
};

const parsed = (text: string, name: string): Unread => {
  try {
    return (JSON.parse(text) ?? {}) as Unread;
  } catch {
    throw new DeployError(`${name} is no JSON`);
  }
};

/** A statement of which nothing is known yet. */
type Unread = Unknown<Statement>;
type Unknown<T> = T extends readonly unknown[]
  ? unknown
  : T extends object
    ? { readonly [K in keyof T]?: Unknown<T[K]> }
    : unknown;

type Rule = readonly [rule: string, holds: (statement: Unread) => boolean];

const buildOf = (statement: Unread) => statement.predicate?.buildDefinition;

const RULES: readonly Rule[] = [
  ['is no in-toto Statement v1', ({ _type }) => _type === STATEMENT_TYPE],
  ['is no SLSA Provenance v1', ({ predicateType }) => predicateType === PREDICATE_TYPE],
  ['is of another kind of build', (statement) => buildOf(statement)?.buildType === BUILD_TYPE],
  ['names no subjects by their sha256', ({ subject }) => isList(subject, isSubject)],
  ['names no app', (statement) => isText(buildOf(statement)?.externalParameters?.app)],
  ['names no architecture', (statement) => isText(buildOf(statement)?.externalParameters?.architecture)],
  [
    'names dependencies without a name or without digests',
    (statement) => isList(buildOf(statement)?.resolvedDependencies, isDependency),
  ],
];

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isList = (value: unknown, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isItem);

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const isSubject = (item: unknown): boolean => {
  const { name, digest } = membersOf(item);
  const { sha256 } = membersOf(digest);
  return isText(name) && isText(sha256) && /^[0-9a-f]{64}$/.test(sha256);
};

const isDependency = (item: unknown): boolean => {
  const { name, uri, digest } = membersOf(item);
  return (isText(name) || isText(uri)) && isList(Object.values(membersOf(digest)), isHexadecimal);
};

const isHexadecimal = (value: unknown): boolean => isText(value) && /^[0-9a-f]+$/.test(value);

// The tables of the page on configuration, from the schemas of the apps: what a variable takes, what it is unset, and who reads it.
import { ConfigurationError } from '@gatehouse/config';
import { GenerationError } from '../generation-error.ts';
import type { AppSchema, ReadSchema } from '../load-schemas.ts';
import type { Parameter } from '../template/cloudformation.ts';
import { VARIABLES } from '../template/variables.ts';
import type { Workspace } from '../workspace.ts';
import { tableOf } from './table.ts';
import { VARIABLE_GROUPS, type VariableGroup, type VariableNote } from './variable-notes.ts';

/**
 * A table for each group of notes.
 * @throws GenerationError for a variable that an app reads and no note explains, and for a note on none
 */
export const variableTables = (
  { schemas }: Workspace,
  groups: readonly VariableGroup[] = VARIABLE_GROUPS,
): string => {
  const readers = readersOf(schemas);
  assertComplete(new Set(readers.keys()), groups);
  return groups
    .map(({ heading, notes }) => `## ${heading}\n\n${tableOf(HEAD, rowsOf(notes, readers))}`)
    .join('\n\n');
};

const HEAD = ['variable', 'what it is', 'it must', 'unset', 'read by'];

/** The schemas that read each variable. */
type Readers = ReadonlyMap<string, readonly AppSchema[]>;

const readersOf = (schemas: readonly AppSchema[]): Readers => {
  const reads = schemas.flatMap((schema) => variablesOf(schema).map((variable) => ({ variable, schema })));
  const grouped = Map.groupBy(reads, ({ variable }) => variable);
  return new Map([...grouped].map(([variable, found]) => [variable, found.map(({ schema }) => schema)]));
};

const variablesOf = ({ read }: AppSchema): readonly string[] =>
  Object.keys(read(LOCAL)).filter((variable) => !OF_THE_PLACE.includes(variable));

/** What the local gateway reads as well, which the page says by hand; and what Lambda alone sets. */
const OF_THE_PLACE = ['GATEHOUSE_HOME', 'AWS_LAMBDA_LOG_GROUP_NAME'];

/** What a schema has no default for on a laptop: the keys, which the start makes, and what chooses the second entry. */
const LOCAL = { JWT_PRIVATE_KEYS: 'file:/keys', JWT_JWKS: 'file:/jwks', SESSION_CHECK_SECONDS: '0' };

const assertComplete = (variables: ReadonlySet<string>, groups: readonly VariableGroup[]): void => {
  const noted = groups.flatMap(({ notes }) => Object.keys(notes));
  const complaints = [
    ...[...variables]
      .filter((variable) => !noted.includes(variable))
      .map((variable) => `${variable} has no note`),
    ...noted
      .filter((variable) => !variables.has(variable))
      .map((variable) => `${variable} has a note, and no app reads it`),
  ];
  if (complaints.length > 0) throw new GenerationError(`variable-notes.ts: ${complaints.join('; ')}`);
};

const rowsOf = (
  notes: Readonly<Record<string, VariableNote>>,
  readersOfAll: Readers,
): readonly (readonly string[])[] =>
  Object.entries(notes).map(([variable, note]) => {
    const readers = readersOfAll.get(variable) ?? [];
    return [
      `\`${variable}\``,
      note.what,
      note.rule ?? ruleOf(variable, readers),
      note.unset ?? defaultOf(variable, readers),
      [...new Set(readers.map(({ app }) => app))].join(', '),
    ];
  });

/** The rule of the schema, in the words that end a start with a bad value. */
const ruleOf = (variable: string, readers: readonly AppSchema[]): string => {
  const [rule = ''] = readers.flatMap(({ read }) => rulesBroken(read, variable));
  return rule.replace(/^must /, '');
};

const rulesBroken = (read: ReadSchema, variable: string): readonly string[] => {
  try {
    read({ ...withoutOther(variable), [variable]: NONSENSE });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.filter((problem) => problem.variable === variable).map(({ rule }) => rule);
  }
};

/** No variable takes it. */
const NONSENSE = ' \u0001 ';

/** A shared secret stands in the place of the keys. */
const withoutOther = (variable: string): Readonly<Record<string, string>> =>
  variable === 'SECRET_KEY' ? { SESSION_CHECK_SECONDS: '0' } : LOCAL;

/** As the schema has it; where the schema makes an object of it, as a stack is told, which is the same text. */
const defaultOf = (variable: string, readers: readonly AppSchema[]): string => {
  const [value] = readers.map(({ read }) => read(LOCAL)[variable]);
  const text = isPlain(value) ? value : catalogued(variable);
  return isPlain(text) && text !== '' ? `\`${text}\`` : 'none';
};

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const catalogued = (variable: string): unknown =>
  (VARIABLES as Readonly<Record<string, Parameter>>)[variable]?.['Default'];

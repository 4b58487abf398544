import { describe, expect, test } from '@jest/globals';
import { integer, oneOf, readEnvironment, text } from '@gatehouse/config';
import { workspaceOf } from '../workspace.ts';
import type { AppSchema } from '../load-schemas.ts';
import { variableTables } from './variable-tables.ts';

const schemaOf = (app: string, schema: Readonly<Record<string, object>>): AppSchema => ({
  app,
  read: (env) => readEnvironment(env, schema),
});
const DEPTH = integer({ min: 1, max: 9, fallback: 3 });
const schemas = [
  schemaOf('orders', { DEPTH, COLOUR: oneOf(['red', 'blue'], { fallback: 'red' }) }),
  schemaOf('stock', { DEPTH, SHELF: text({ fallback: null }) }),
];
const workspace = workspaceOf([], '0.0.0', schemas);
const groups = [
  { heading: 'Sizes', notes: { DEPTH: { what: 'how deep' }, SHELF: { what: 'which shelf', unset: 'any' } } },
  { heading: 'Looks', notes: { COLOUR: { what: 'the colour', rule: 'be seen' } } },
];

describe('the tables of the page on configuration', () => {
  test('take rule, default and readers from the schemas, and the rest from the notes', () => {
    expect(variableTables(workspace, groups)).toBe(
      [
        '## Sizes\n',
        '| variable | what it is | it must | unset | read by |',
        '| --- | --- | --- | --- | --- |',
        '| `DEPTH` | how deep | be a whole number from 1 to 9 | `3` | orders, stock |',
        '| `SHELF` | which shelf | be a text without white space around it | any | stock |\n',
        '## Looks\n',
        '| variable | what it is | it must | unset | read by |',
        '| --- | --- | --- | --- | --- |',
        '| `COLOUR` | the colour | be seen | `red` | orders |',
      ].join('\n'),
    );
  });

  test('are refused while a variable has no note, and for a note on none', () => {
    const [sizes] = groups;
    const strange = { heading: 'X', notes: { DEPHT: { what: 'x' } } };
    expect(() => variableTables(workspace, [sizes!, strange])).toThrow(
      'variable-notes.ts: COLOUR has no note; DEPHT has a note, and no app reads it',
    );
  });
});

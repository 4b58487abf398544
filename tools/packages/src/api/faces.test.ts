// What a package shows to others, on one that is made up: its explanations, its examples and its API report.
import { describe, expect, test } from '@jest/globals';
import { docFaults } from './docs.ts';
import { exampleFaults } from './examples.ts';
import { reportsOf } from './reports.ts';
import { facesOf } from './testing/faces-of.ts';

describe('what is missing is said with the package, the name and the place', () => {
  test('a sentence', () => {
    expect(docFaults(facesOf('export type Size = number;'))).toEqual([
      '@gatehouse/one: Size (libs/one/src/index.ts:1) has no sentence that says what it is',
    ]);
  });

  test.each([
    ['a function', 'export const grow = (): void => undefined;', 'grow'],
    ['a class', 'export class Plant {}', 'Plant'],
  ])('the example of %s', (_kind, source, name) => {
    expect(docFaults(facesOf(`/** It lives. */\n${source}`))).toEqual([
      `@gatehouse/one: ${name} (libs/one/src/index.ts:2) has no @example`,
    ]);
  });

  test('nothing of what is explained, of a type without an example, and of what is not exported', () => {
    const source = `
      /** How much. */
      export type Size = number;
      /**
       * Lets it grow.
       * @example
       * const size: Size = grow();
       */
      export const grow = (): Size => half() * 2;
      const half = (): Size => 1;`;
    expect(docFaults(facesOf(source))).toEqual([]);
    expect(exampleFaults(facesOf(source))).toEqual([]);
  });

  test('an example that does not compile', () => {
    const source = `/**\n * Lets it grow.\n * @example grow('much');\n */\nexport const grow = (by: number): number => by;`;
    expect(exampleFaults(facesOf(source))).toEqual([
      "@gatehouse/one: grow (libs/one/src/index.ts:5): the example does not compile: Argument of type 'string' is not assignable to parameter of type 'number'.",
    ]);
  });
});

describe('an API report', () => {
  const reported = async (source: string): Promise<string> =>
    (await reportsOf(facesOf(source))).get('libs/one/api.md') ?? '';
  const before = 'type Size = number; export const grow = (by: Size): Size => by + 1;';

  test('has the exports, and the types that they reach', async () => {
    const report = await reported(before);
    expect(report).toContain('## `@gatehouse/one`\n\n```ts\nconst grow: (by: Size) => Size;\n```');
    expect(report).toContain('that no entry exports\n\n```ts\ntype Size = number;\n```');
  });

  test.each([
    ['a comment', `/** Lets it grow. */ ${before}`],
    ['an implementation', before.replace('by + 1', 'by * 2')],
    ['what nobody reaches', `const unit = 1; ${before}`],
  ])('stays what it is when %s changes', async (_what, after) => {
    expect(await reported(after)).toBe(await reported(before));
  });

  test.each([
    ['a parameter', before.replace('by: Size', 'by?: Size').replace('by + 1', '1')],
    ['a type that is not exported itself', before.replace('type Size = number', 'type Size = 1 | 2')],
    ['a new export', `${before} export const shrink = (by: Size): Size => by;`],
  ])('changes with %s', async (_what, after) => {
    expect(await reported(after)).not.toBe(await reported(before));
  });
});

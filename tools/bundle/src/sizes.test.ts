import { describe, expect, test } from '@jest/globals';
import { spendingOf } from './budgets.ts';
import { formatSizes, formatSpending } from './report.ts';
import { reachable, sizesOf, type Sizes } from './sizes.ts';
import type { Bundle } from './bundle.ts';

type Import = Bundle['outputs'][string]['imports'][number];

const output = (...imports: Import[]) => ({ bytes: 1, inputs: {}, exports: [], imports });
const link = (path: string, kind: Import['kind'] = 'import-statement'): Import => ({ path, kind });

const OUTPUTS: Bundle['outputs'] = {
  'login.mjs': output(link('shared.mjs'), link('passwords.mjs', 'dynamic-import')),
  'shared.mjs': output(link('base.mjs'), { ...link('kerberos', 'require-call'), external: true }),
  'base.mjs': output(link('shared.mjs')),
  'passwords.mjs': output(
    link('base.mjs'),
    link('argon2.node', 'file-loader'),
    link('words.txt', 'file-loader'),
  ),
  'logout.mjs': output(link('base.mjs')),
  'argon2.node': output(),
  'words.txt': output(),
};
const WEIGHTS = new Map(
  [...Object.keys(OUTPUTS), 'THIRD-PARTY-NOTICES'].map((name, index) => [name, 10 ** index] as const),
);

describe('sizesOf', () => {
  const sizes = sizesOf(OUTPUTS, WEIGHTS, ['login', 'logout']);

  test('counts for an entry what it imports at start, and apart from it what may follow', () => {
    expect(sizes.entries).toEqual([
      { name: 'login', atStart: 111, onDemand: 1000 },
      { name: 'logout', atStart: 10_110, onDemand: 0 },
    ]);
  });

  test('counts each module once, the native file and the data apart, and nothing else', () => {
    expect(sizes.modules).toBe(11_111);
    expect(sizes.native).toBe(100_000);
    expect(sizes.data).toBe(1_000_000);
  });
});

test('reachable follows only the kinds it is given, and circles once', () => {
  expect([...reachable(OUTPUTS, 'login.mjs', ['import-statement'])]).toEqual([
    'login.mjs',
    'shared.mjs',
    'base.mjs',
  ]);
});

describe('a budget', () => {
  const sizes: Sizes = {
    entries: [
      { name: 'session-check', atStart: 50_000, onDemand: 0 },
      { name: 'handler', atStart: 12_001, onDemand: 0 },
    ],
    modules: 200_000,
    native: 20_000,
    data: 80_000,
  };

  test('of the authorizer is for what its default entry loads at start', () => {
    const spending = spendingOf('authorizer', sizes);
    expect(spending).toEqual({ what: 'authorizer, entry handler', bytes: 12_001, budget: 12_000 });
    expect(formatSpending(spending!)).toBe(
      'over budget: authorizer, entry handler takes 12.0 kB of at most 12.0 kB (1 bytes too many)',
    );
  });

  test.each([
    ['auth', 395_000, '395.0'],
    ['users', 308_000, '308.0'],
  ])('of %s is for all its modules', (app, budget, inKB) => {
    const spending = spendingOf(app, sizes);
    expect(spending).toEqual({ what: app, bytes: 200_000, budget });
    expect(formatSpending(spending!)).toBe(`within budget: ${app} takes 200.0 kB of ${inKB} kB`);
  });

  test('is none for an app that nobody gave one', () => {
    expect(spendingOf('other', sizes)).toBeNull();
  });

  test('stands under a table of the sizes', () => {
    expect(formatSizes('app.zip', sizes).split('\n')).toEqual([
      'app.zip, compressed',
      '                   at start   on demand',
      '  session-check     50.0 kB      0.0 kB',
      '  handler           12.0 kB      0.0 kB',
      '  all modules      200.0 kB',
      '  native file       20.0 kB',
      '  data              80.0 kB',
    ]);
  });
});

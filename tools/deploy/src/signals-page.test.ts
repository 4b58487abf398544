// docs/signals.md names every metric that there is, and what they cost follows from how many they are.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { authApi } from '@gatehouse/auth-contract';
import { METRICS } from '@gatehouse/metrics';
import { usersApi } from '@gatehouse/users-contract';

const root = resolve(import.meta.dirname, '../../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const page = text('docs/signals.md');

/** The rows of the two tables: a metric, and the stacks that tell of it. */
const rows = [...page.matchAll(/^\| `(…-)?(\w+)` +\| ((?:auth|users|authorizer)(?:, \w+)*) +\|/gm)].map(
  ([, filtered, name = '', stacks = '']) => ({
    isFiltered: filtered !== undefined,
    name,
    stacks: stacks.split(', '),
  }),
);

test('the page has a row for each metric of the functions', () => {
  const told = rows.filter(({ isFiltered }) => !isFiltered).map(({ name }) => name);
  expect(told).toEqual(Object.keys(METRICS));
});

test('the page has a row for each metric that a stack makes of its log', () => {
  const made = ['auth', 'authorizer', 'users'].flatMap((app) =>
    [...text(`apps/${app}/template.yaml`).matchAll(/MetricName: !Sub \$\{AWS::StackName\}-(\w+)/g)].map(
      ([, name]) => `${app} ${name}`,
    ),
  );
  const told = rows
    .filter(({ isFiltered }) => isFiltered)
    .flatMap(({ name, stacks }) => stacks.map((stack) => `${stack} ${name}`));
  expect(told.sort()).toEqual([...new Set(made)].sort());
});

test('the page counts them, as CloudWatch does for the bill', () => {
  const byStack = rows.filter(({ name }) => name !== 'Latency').flatMap(({ stacks }) => stacks).length;
  const routes = [authApi, usersApi].flatMap(({ routes }) => Object.keys(routes)).length;
  const [, most, ofTables, ofRoutes] =
    /at the most\s+(\d+): (\d+) of these tables, and `Latency` of (\d+) routes/.exec(page) ?? [];
  expect([most, ofTables, ofRoutes].map(Number)).toEqual([byStack + routes, byStack, routes]);
});

test('the template that the page deploys takes the parameters that it names', () => {
  const [, overrides = ''] = /--parameter-overrides ([^`]*)`/.exec(page) ?? [];
  const names = [...overrides.matchAll(/(\w+)=/g)].map(([, name]) => name!);
  expect(names).toHaveLength(5);
  for (const name of names)
    expect(text('tools/deploy/templates/dashboard.yaml')).toMatch(new RegExp(`^ {2}${name}:$`, 'm'));
});

test('traces are off unless somebody turns them on, and the roles may write them only then', () => {
  for (const app of ['auth', 'authorizer', 'users']) {
    const template = text(`apps/${app}/template.yaml`);
    expect(template).toMatch(/^ {2}Tracing:\n {4}Type: String\n {4}Default: PassThrough$/m);
    const policy = /^ {2}WritesTraces:\n[^]*?(?=^ {2}\w+:$)/m.exec(template)?.[0] ?? '';
    expect(policy).toContain('Condition: Traces');
    expect(policy).toContain('Action: [xray:PutTraceSegments, xray:PutTelemetryRecords]');
    expect(template.match(/xray:/g)).toHaveLength(2);
    expect(template.match(/!Ref WritesTraces/g)).toEqual(
      template.match(/!If \[Traces, !Ref WritesTraces, !Ref AWS::NoValue\]/g)!.map(() => '!Ref WritesTraces'),
    );
  }
});

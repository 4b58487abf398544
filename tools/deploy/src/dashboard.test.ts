// The dashboard: a body that CloudWatch reads, of the metrics that there are, and of all of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { METRICS, NAMESPACE } from '@gatehouse/metrics';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../../..');
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>;
}

/** Intrinsics read as what they are given. */
const templateOf = (file: string): Template => parse(text(file), { logLevel: 'silent' }) as Template;

interface Widget {
  readonly type: 'text' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly title?: string; readonly metrics?: readonly (readonly unknown[])[] };
}

const dashboard = templateOf('tools/deploy/templates/dashboard.yaml');

/** The body of a stack with the parameters' defaults. */
const bodyOf = ({ Parameters, Resources }: Template): string => {
  const { DashboardBody } = Resources['Dashboard']!.Properties as { readonly DashboardBody: string };
  return DashboardBody.replaceAll(/\$\{([\w:]+)\}/g, (_, name: string) =>
    name === 'AWS::Region' ? 'eu-central-1' : (Parameters[name]?.Default ?? `no parameter ${name}`),
  );
};

const { widgets } = JSON.parse(bodyOf(dashboard)) as { readonly widgets: readonly Widget[] };
const lines = widgets.flatMap(({ properties }) => properties.metrics ?? []);

/** The namespace and the name of what a line of a widget shows; a search names both. */
const shown = lines.map((line) => {
  const [first, name] = line;
  if (typeof first === 'string') return [first, String(name)] as const;
  const { expression } = first as { readonly expression: string };
  const [, namespace, metric] = /^SEARCH\('\{([\w/]+),.*\} MetricName="(\w+)" .*', '\w+', 300\)$/.exec(
    expression,
  )!;
  return [namespace, metric] as const;
});
const ours = [
  ...new Set(shown.flatMap(([namespace, name]) => (namespace === NAMESPACE ? [name] : []))),
].sort();

/** What the stacks make of log lines, by the names that they have with the default names of stacks. */
const filtered = ['authorizer', 'auth', 'users'].flatMap((app) =>
  Object.values(templateOf(`apps/${app}/template.yaml`).Resources)
    .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
    .flatMap(
      ({ Properties }) =>
        (Properties as { MetricTransformations: { MetricName: string }[] }).MetricTransformations,
    )
    .map(({ MetricName }) => MetricName.replace('${AWS::StackName}', `gatehouse-${app}`)),
);

test('shows every metric of ours, and none that nothing tells of', () => {
  expect(ours).toEqual([...new Set([...Object.keys(METRICS), ...filtered])].sort());
});

test.each(Object.keys(METRICS))('%s is told of by the code', (name) => {
  const sources = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.test\.ts$|node_modules|catalogue\.ts$/.test(file))
      .map((file) => text(join(folder, file))),
  );
  expect(sources.some((source) => source.includes(`'${name}'`))).toBe(true);
});

test.each(['Errors', 'Duration', 'Throttles', 'ConcurrentExecutions'])(
  'shows the %s of the functions',
  (name) => expect(shown).toContainEqual(['AWS/Lambda', name]),
);

test.each(['4XXError', '5XXError', 'Latency'])('shows the %s of API Gateway, of both APIs', (name) => {
  const apis = lines.filter(([namespace, metric]) => namespace === 'AWS/ApiGateway' && metric === name);
  expect(new Set(apis.map(([, , , api]) => api))).toEqual(new Set(['gatehouse-auth', 'gatehouse-users']));
});

describe('its body', () => {
  test('is of a size that CloudWatch takes, in a template that a request takes', () => {
    expect(bodyOf(dashboard).length).toBeLessThan(1_048_576);
    expect(text('tools/deploy/templates/dashboard.yaml').length).toBeLessThan(51_200);
  });

  test('refers to parameters alone that the template has', () => {
    expect(bodyOf(dashboard)).not.toMatch(/no parameter|\$\{/);
  });

  test('has widgets in the grid, none on another', () => {
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
    const meet = (one: Widget, other: Widget): boolean =>
      one.x < other.x + other.width &&
      other.x < one.x + one.width &&
      one.y < other.y + other.height &&
      other.y < one.y + one.height;
    const pairs = widgets.flatMap((one, index) =>
      widgets.slice(index + 1).map((other) => [one, other] as const),
    );
    expect(pairs.filter(([one, other]) => meet(one, other))).toEqual([]);
  });

  test('names every dimension with a value', () => {
    for (const line of lines.filter(([first]) => typeof first === 'string')) {
      const words = line.filter((part) => typeof part === 'string');
      expect([words.length % 2, words.includes('')]).toEqual([0, false]);
    }
  });
});

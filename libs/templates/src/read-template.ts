// A SAM template as a test looks at it: its functions, routes and gateway responses, with intrinsics left as they stand.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** A value of a template that a test picks from; intrinsics (`!Ref x`) read as what they are given (`x`). */
export type TemplateValue = any;

export interface TemplateRoute {
  readonly verb: string;
  readonly path: string;
  /** True for a route that says it takes no authorizer. */
  readonly isPublic: boolean;
}

export interface TemplateFunction {
  readonly id: string;
  readonly properties: TemplateValue;
  /** The TypeScript modules that run locally; two where a condition chooses. */
  readonly sources: readonly string[];
  readonly routes: readonly TemplateRoute[];
}

export interface Template {
  readonly raw: TemplateValue;
  readonly api: TemplateValue;
  readonly functions: readonly TemplateFunction[];
  readonly routes: readonly TemplateRoute[];
}

/** Reads the template in `file`, an absolute path. */
export const readTemplate = (file: string): Template => {
  const raw: TemplateValue = parse(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  const resources = Object.entries<TemplateValue>(raw.Resources);
  const functions = resources
    .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
    .map(([id, resource]) => toFunction(id, resource, dirname(file)));
  const api = resources.find(([, { Type }]) => Type === 'AWS::Serverless::Api')?.[1].Properties;
  return { raw, api, functions, routes: functions.flatMap(({ routes }) => routes) };
};

const toFunction = (
  id: string,
  { Properties: properties, Metadata }: TemplateValue,
  folder: string,
): TemplateFunction => ({
  id,
  properties,
  sources: sourcesOf(Metadata?.Source).map((source) => resolve(folder, source)),
  routes: Object.values<TemplateValue>(properties.Events ?? {}).map(toRoute),
});

/** One path, or `!If [Condition, one, other]`. */
const sourcesOf = (source: string | readonly string[]): readonly string[] =>
  typeof source === 'string' ? [source] : source.slice(1);

const toRoute = ({ Properties: { Method, Path, Auth } }: TemplateValue): TemplateRoute => ({
  verb: Method,
  path: Path,
  isPublic: Auth?.Authorizer === 'NONE',
});

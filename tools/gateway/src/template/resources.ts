// The resources of a stack that the gateway runs, each with its Globals and without those whose condition is false.
import type { Field } from './field.ts';
import { isMap } from './field.ts';
import { withGlobals } from './globals.ts';
import type { Resolver } from './resolver.ts';

/** A resource whose properties are resolved one at a time, as they are asked for. */
export interface Resource {
  readonly id: string;
  readonly at: string;
  /** The resolved property, or a field that is not present. */
  property(name: string): Field;
  /** A property as it stands in the template, Globals merged in. */
  raw(name: string): unknown;
  /** `Metadata`, resolved. */
  metadata(): Field;
}

/** All resources of one SAM type, `Function` or `Api`, that exist under the template's conditions. */
export const resourcesOf = (kind: 'Function' | 'Api', resolver: Resolver): readonly Resource[] => {
  const globals = resolver.section('Globals')[kind];
  return Object.entries(resolver.section('Resources')).flatMap(([id, definition]) => {
    if (!isMap(definition) || definition['Type'] !== `AWS::Serverless::${kind}`) return [];
    const condition = definition['Condition'];
    const exists =
      typeof condition !== 'string' || resolver.condition(condition, `Resources.${id}.Condition`);
    return exists ? [toResource(id, definition, globals, resolver)] : [];
  });
};

const toResource = (
  id: string,
  definition: Readonly<Record<string, unknown>>,
  globals: unknown,
  resolver: Resolver,
): Resource => {
  const at = `Resources.${id}`;
  const merged = withGlobals(globals ?? {}, definition['Properties'] ?? {});
  const properties = isMap(merged) ? merged : resolver.fail(`${at}.Properties`, 'must be a map');
  return {
    id,
    at,
    raw: (name) => properties[name],
    property: (name) => resolver.field(properties[name], `${at}.Properties.${name}`),
    metadata: () => resolver.field(definition['Metadata'], `${at}.Metadata`),
  };
};

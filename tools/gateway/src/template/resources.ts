// The resources of a stack that the gateway runs, each with its Globals and without those whose condition is false.
import type { Field } from './field.ts';
import { propertiesOf } from './globals.ts';
import { checkMembers } from './member-table.ts';
import { API, FUNCTION, HTTP_API, RESOURCE } from './members.ts';
import type { Notes } from './notes.ts';
import type { Resolver } from './resolving.ts';
import {
  IMPLICIT_API,
  IMPLICIT_API_DEFINITION,
  IMPLICIT_HTTP_API,
  IMPLICIT_HTTP_API_DEFINITION,
} from './synthetic.ts';
import { isMap } from './values.ts';

/** A resource whose properties are resolved one at a time, as they are asked for. */
export interface Resource {
  readonly id: string;
  readonly at: string;
  /** The property, resolved when it is read, or a field that is not present. */
  property(name: string): Field;
  metadata(): Field;
}

/** The SAM types of resources that run here. */
export type ResourceKind = 'Function' | 'Api' | 'HttpApi';

/**
 * All resources of one SAM type that exist under the template's conditions.
 * @throws TemplateError for an attribute or a property that the gateway does not know
 */
export const resourcesOf = (kind: ResourceKind, resolver: Resolver, notes: Notes): readonly Resource[] =>
  Object.entries(resolver.section('Resources')).flatMap(([id, definition]) =>
    isMap(definition) && definition['Type'] === `AWS::Serverless::${kind}` && exists(id, definition, resolver)
      ? [toResource(id, definition, resolver, notes)]
      : [],
  );

/** The API that SAM makes for events without a `RestApiId`. */
export const implicitApi = (resolver: Resolver, notes: Notes): Resource =>
  toResource(IMPLICIT_API, IMPLICIT_API_DEFINITION, resolver, notes);

/** The same of HTTP APIs. */
export const implicitHttpApi = (resolver: Resolver, notes: Notes): Resource =>
  toResource(IMPLICIT_HTTP_API, IMPLICIT_HTTP_API_DEFINITION, resolver, notes);

const exists = (id: string, { Condition: name }: Readonly<Record<string, unknown>>, resolver: Resolver) => {
  const at = `Resources.${id}.Condition`;
  if (name === undefined) return true;
  return typeof name === 'string'
    ? resolver.condition(name, at)
    : resolver.fail(at, 'must be the name of a condition');
};

const TABLES = { Api: API, Function: FUNCTION, HttpApi: HTTP_API };

const toResource = (
  id: string,
  definition: Readonly<Record<string, unknown>>,
  resolver: Resolver,
  notes: Notes,
): Resource => {
  const at = `Resources.${id}`;
  const properties = propertiesOf(id, definition, resolver);
  checkMembers(resolver.field(definition, at), RESOURCE, notes);
  const kind = String(definition['Type']).replace('AWS::Serverless::', '') as ResourceKind;
  checkMembers(resolver.field(properties, `${at}.Properties`), TABLES[kind], notes);
  return {
    id,
    at,
    property: (name) =>
      resolver.field(
        Object.hasOwn(properties, name) ? properties[name] : undefined,
        `${at}.Properties.${name}`,
      ),
    metadata: () => resolver.field(definition['Metadata'], `${at}.Metadata`),
  };
};

// SAM's Globals: maps merge, lists are joined, anything else of the resource wins. Apart, because it happens before intrinsics.
import { Field } from './field.ts';
import type { Resolver } from './resolving.ts';
import { isFunctionCall, isMap } from './values.ts';

/**
 * The properties of a SAM resource with the Globals of its kind beneath them, but for those that its `IgnoreGlobals`
 * names.
 */
export const propertiesOf = (
  id: string,
  definition: Readonly<Record<string, unknown>>,
  resolver: Resolver,
): Readonly<Record<string, unknown>> => {
  const at = `Resources.${id}`;
  const { stack } = resolver;
  const kind = String(definition['Type']).replace('AWS::Serverless::', '');
  const globals = new Field(stack.file, `Globals.${kind}`, resolver.section('Globals')[kind] ?? {}).map();
  const ignored = new Field(stack.file, `${at}.IgnoreGlobals`, definition['IgnoreGlobals']);
  const merged = withGlobals(without(globals, ignored), definition['Properties'] ?? {});
  return isMap(merged) ? merged : resolver.fail(`${at}.Properties`, 'must be a map');
};

const without = (globals: Readonly<Record<string, unknown>>, ignored: Field): object => {
  if (ignored.value === '*') return {};
  const names = ignored.items().map((item) => item.string());
  return Object.fromEntries(Object.entries(globals).filter(([name]) => !names.includes(name)));
};

const withGlobals = (globals: unknown, own: unknown): unknown => {
  if (own === undefined) return globals;
  if (Array.isArray(globals) && Array.isArray(own)) return [...(globals as unknown[]), ...(own as unknown[])];
  if (!isPlainMap(globals) || !isPlainMap(own)) return own;
  const names = new Set([...Object.keys(globals), ...Object.keys(own)]);
  return Object.fromEntries(
    [...names].map((name) => [name, withGlobals(member(globals, name), member(own, name))]),
  );
};

const member = (map: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(map, name) ? map[name] : undefined;

const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isMap(value) && !isFunctionCall(value);

// SAM's Globals: maps merge, lists are joined, anything else of the resource wins. Apart, because it happens before intrinsics.
import { isMap } from './field.ts';

/** The properties of a resource with the Globals of its kind beneath them. */
export const withGlobals = (globals: unknown, own: unknown): unknown => {
  if (own === undefined) return globals;
  if (Array.isArray(globals) && Array.isArray(own)) return [...(globals as unknown[]), ...(own as unknown[])];
  if (!isPlainMap(globals) || !isPlainMap(own)) return own;
  const names = new Set([...Object.keys(globals), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, withGlobals(globals[name], own[name])]));
};

const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isMap(value) && !Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::'));

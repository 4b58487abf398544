// The parts of the document that several places refer to. Each has one name, and one name has one part.
import { isDeepStrictEqual } from 'node:util';
import { GenerationError } from '../generation-error.ts';
import type { Json, JsonObject } from './json.ts';

export type ComponentKind = 'schemas' | 'responses' | 'headers';

export class Components {
  readonly #parts: Readonly<Record<ComponentKind, Map<string, JsonObject>>> = {
    schemas: new Map(),
    responses: new Map(),
    headers: new Map(),
  };

  /**
   * A reference to the part, which stands among the components from now on.
   * @throws GenerationError for a name that another part has
   */
  refer(kind: ComponentKind, name: string, part: JsonObject): JsonObject {
    const known = this.#parts[kind].get(name);
    if (known !== undefined && !isDeepStrictEqual(known, part))
      throw new GenerationError(`two ${kind} have the name ${name} and differ`);
    this.#parts[kind].set(name, part);
    return { $ref: `#/components/${kind}/${name}` };
  }

  /** All parts, by kind and name. */
  toJson(): JsonObject {
    const kinds = Object.entries(this.#parts).filter(([, parts]) => parts.size > 0);
    return Object.fromEntries(kinds.map(([kind, parts]) => [kind, sorted(parts)]));
  }
}

const sorted = (parts: ReadonlyMap<string, Json>): JsonObject =>
  Object.fromEntries([...parts].sort(([one], [other]) => (one < other ? -1 : 1)));

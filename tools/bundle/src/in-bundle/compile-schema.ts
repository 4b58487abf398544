// Stands in a bundle where libs/http has compile-schema.ts: it finds the functions that the build compiled, so that
// neither ajv nor TypeBox is in a zip. Its errors are those of the original, in the same order.

/** What the chain reads of an error of ajv. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A function that ajv compiled, called for a part of a larger value. */
export interface CompiledCheck {
  (data: unknown, place: DataPlace): boolean;
  errors?: readonly SchemaError[] | null;
}

export interface DataPlace {
  readonly instancePath: string;
  readonly parentData: object;
  readonly parentDataProperty: string;
  readonly rootData: object;
}

/** The schema of an event: closed schemas of parts that all have to be there. */
export interface EventSchema {
  readonly properties: Readonly<Record<string, object>>;
}

export interface EventCheck {
  (event: Readonly<Record<string, unknown>>): boolean;
  errors?: readonly SchemaError[] | null;
}

const checks = new WeakMap<object, CompiledCheck>();

/** Remembers with `schema` the function that checks it; the build writes calls of this into each schema's module. */
export const compiled = <Schema extends object>(schema: Schema, check: CompiledCheck): Schema => {
  checks.set(schema, check);
  return schema;
};

/** The check of an event whose parts have schemas that the build compiled. */
export const compileSchema = async ({ properties }: EventSchema): Promise<EventCheck> => {
  const parts = Object.entries(properties).map(([name, schema]) => ({ name, check: checkOf(schema) }));
  const check: EventCheck = (event) => {
    const missing = parts.filter(({ name }) => event[name] === undefined);
    const present = parts.filter(({ name }) => event[name] !== undefined);
    const errors = [
      ...missing.map(({ name }) => requiredError(name)),
      ...present.flatMap((part) => errorsOf(part, event)),
    ];
    check.errors = errors.length === 0 ? null : errors;
    return errors.length === 0;
  };
  return check;
};

/** The build has asserted it of each schema. */
export const assertClosed = (): void => undefined;

const checkOf = (schema: object): CompiledCheck => {
  const check = checks.get(schema);
  if (check === undefined)
    throw new TypeError('a schema was not compiled by the build: keep its route in *.route.ts');
  return check;
};

const requiredError = (name: string): SchemaError => ({
  instancePath: '',
  schemaPath: '#/required',
  keyword: 'required',
  params: { missingProperty: name },
  message: `must have required property '${name}'`,
});

const errorsOf = (
  { name, check }: { readonly name: string; readonly check: CompiledCheck },
  event: Readonly<Record<string, unknown>>,
): readonly SchemaError[] => {
  const place = { instancePath: `/${name}`, parentData: event, parentDataProperty: name, rootData: event };
  if (check(event[name], place)) return [];
  return (check.errors ?? []).map((error) => ({
    ...error,
    schemaPath: `#/properties/${name}${error.schemaPath.slice(1)}`,
  }));
};

// Where an event has its headers, whichever of API Gateway's forms it comes in, and the bearer token among them.

/** Either map of an event: a name in any letter case, and under it one line or a list of them. */
type HeaderMap = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The two maps of an event; one of an HTTP API or a function URL has the first alone. */
export interface EventHeaders {
  readonly headers?: HeaderMap | null | undefined;
  readonly multiValueHeaders?: HeaderMap | null | undefined;
}

/** The lines of a header; the map of single values knows the last one alone, and is for events without the other. */
export const headerLines = (
  { headers, multiValueHeaders }: EventHeaders,
  name: string,
): readonly string[] => {
  const lines = valuesOf(multiValueHeaders, name);
  return lines.length > 0 ? lines : valuesOf(headers, name);
};

/** What stands twice is not there: nobody may choose which of two tokens counts. */
export const only = (values: readonly string[]): string | undefined =>
  values.length === 1 ? values[0] : undefined;

/** The token of a header (RFC 6750 §2.1), with the scheme in any letter case (RFC 9110 §11.1); null where there is none. */
export const bearerOf = (header: string | undefined): string | null => {
  const scheme = /^Bearer +(?=\S)/i.exec(header ?? '')?.[0];
  const token = scheme === undefined ? '' : (header ?? '').slice(scheme.length);
  return token === '' || /\s/.test(token) ? null : token;
};

const valuesOf = (headers: HeaderMap | null | undefined, name: string): readonly string[] => {
  const values: string[] = [];
  for (const key of Object.keys(headers ?? {}))
    if (key.length === name.length && key.toLowerCase() === name)
      values.push(...[headers?.[key] ?? []].flat());
  return values;
};

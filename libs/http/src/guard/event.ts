// The events that a guarded Lambda function is called with, and where each of them has its bearer token.

/** An event of a REST API, of an HTTP API in either format, or of a function URL; the guard reads its headers alone. */
export interface HttpEvent {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly authorizer?: unknown;
  };
}

/**
 * The bearer token of the one `Authorization` header (RFC 6750 §2.1), the scheme in any letter case (RFC 9110 §11.1); null
 * where there is none, or two: nobody may choose which of them counts.
 */
export const bearerTokenOf = ({ headers, multiValueHeaders }: HttpEvent): string | null => {
  const lines = valuesOf(multiValueHeaders);
  const [line, ...others] = lines.length > 0 ? lines : valuesOf(headers);
  if (line === undefined || others.length > 0) return null;
  return /^Bearer +(\S+)$/i.exec(line)?.[1] ?? null;
};

type HeaderMap = Readonly<Record<string, string | readonly string[] | undefined>>;

const valuesOf = (headers: HeaderMap | null | undefined): readonly string[] =>
  Object.entries<HeaderMap[string]>(headers ?? {}).flatMap(([name, value = []]) =>
    name.toLowerCase() === 'authorization' ? value : [],
  );

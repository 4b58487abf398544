// docs/openapi.json as the suite reads it: the operations, and every answer that each may give.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../client.ts';

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly callers: 'anyone' | { readonly self?: true | string; readonly roles?: readonly string[] };
  /** The names of what its query may hold. */
  readonly query: readonly string[];
  /** Whether it may be asked to use the cookie of refresh tokens. */
  readonly usesCookie: boolean;
  /** The example of its body; undefined where it takes none. */
  readonly body: unknown;
  /** Of its body, by name; none where it takes no body. */
  readonly members: Readonly<Record<string, DocumentedMember>>;
  /** By status. */
  readonly answers: ReadonlyMap<number, DocumentedAnswer>;
}

/** What the document says of a member of a body, as far as the suite asks. */
export interface DocumentedMember {
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** One status of an operation. */
export interface DocumentedAnswer {
  readonly headers: Readonly<Record<string, DocumentedHeader>>;
  /** Undefined where there is no body. */
  readonly body: { readonly mediaType: string; readonly schema: object } | undefined;
  /** The codes of a problem; none for a good answer. */
  readonly codes: readonly string[];
}

export interface DocumentedHeader {
  readonly required: boolean;
  readonly schema: object;
}

const FILE = join(import.meta.dirname, '../../../../docs/openapi.json');
const document = JSON.parse(readFileSync(FILE, 'utf8'));

/** The parts that schemas refer to by `#/components/…`. */
export const components: any = document.components;

const found = (part: any): any =>
  part?.$ref === undefined ? part : components[part.$ref.split('/')[2]][part.$ref.split('/')[3]];

const parametersOf = ({ parameters = [] }: any, place: string): readonly string[] =>
  parameters.map(found).flatMap((parameter: any) => (parameter.in === place ? [parameter.name] : []));

const toAnswer = (response: any): DocumentedAnswer => {
  const [mediaType, content] = Object.entries<any>(found(response).content ?? {})[0] ?? [];
  const headers = Object.entries(found(response).headers).map(([name, header]) => [name, found(header)]);
  return {
    headers: Object.fromEntries(headers),
    body: mediaType === undefined ? undefined : { mediaType, schema: content.schema },
    codes: Object.keys(content?.examples ?? {}),
  };
};

const toOperation = (path: string, method: string, operation: any): Operation => ({
  id: operation.operationId,
  method: method.toUpperCase(),
  path,
  callers: operation['x-callers'],
  query: parametersOf(operation, 'query'),
  usesCookie: parametersOf(operation, 'header').includes('gatehouse-refresh'),
  body: operation.requestBody?.content['application/json'].example,
  members: found(operation.requestBody?.content['application/json'].schema)?.properties ?? {},
  answers: new Map(
    Object.entries(operation.responses).map(([status, response]) => [Number(status), toAnswer(response)]),
  ),
});

export const operations: readonly Operation[] = Object.entries<any>(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toOperation(path, method, operation)),
);

/** The operation that such a call is of; literal segments win over parameters. */
export const operationOf = (method: string, target: string): Operation | undefined => {
  const [path = ''] = target.split('?');
  return operations
    .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
    .sort((one, other) => parametersIn(one.path) - parametersIn(other.path))[0];
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);

const parametersIn = (path: string): number => path.split('{').length;

/** What an answer is called: `200`, or `401 unauthorized`. */
export const outcomeOf = ({ status, body }: Pick<Answer, 'status' | 'body'>): string =>
  status < 400 || body?.code === undefined ? String(status) : `${status} ${body.code}`;

/** Every outcome that an operation may have. */
export const outcomesOf = ({ answers }: Operation): readonly string[] =>
  [...answers].flatMap(([status, { codes }]) =>
    codes.length === 0 ? [String(status)] : codes.map((code) => `${status} ${code}`),
  );

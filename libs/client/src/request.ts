// A call of an operation as the request that `fetch` takes. Query strings are made by hand: React Native's URLSearchParams is half one.
import type { CallOptions, Place } from './operations.ts';

/** What `fetch` takes. */
export type Request = readonly [url: string, init: RequestInit];

/** What a place says of its route. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly takes: 'body' | 'query' | undefined;
  /** Needs no access token. */
  readonly isPublic: boolean;
  /** Answers with the tokens of a session. */
  readonly givesTokens: boolean;
}

export const operationOf = (place: Place): Operation => {
  const [method = '', path = '', ...traits] = place.split(' ');
  const has = (trait: string): boolean => traits.includes(trait);
  const takes = (['body', 'query'] as const).find(has);
  return { method, path, takes, isPublic: has('anyone'), givesTokens: has('tokens') };
};

/** The parameters of the path come first, in their order; then what the route takes; then options. */
export const requestOf = (base: string, operation: Operation, args: readonly unknown[]): Request => {
  const rest = [...args];
  const path = operation.path.replace(/\{\w+\}/g, () => encodeURIComponent(rest.shift() as string));
  const input = operation.takes && rest.shift();
  const { signal } = (rest[0] ?? {}) as CallOptions;
  const hasBody = operation.takes === 'body';
  const headers = { accept: 'application/json', ...(hasBody && { 'content-type': 'application/json' }) };
  return [
    base.replace(/\/+$/, '') + path + (hasBody ? '' : queryOf(input)),
    {
      ...{ method: operation.method, headers },
      ...(hasBody && { body: JSON.stringify(input) }),
      ...(signal && { signal }),
    },
  ];
};

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const queryOf = (input: unknown): string => {
  const given = Object.entries((input ?? {}) as Query).filter(([, value]) => value !== undefined);
  const pairs = given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value!)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** The refresh token is in a cookie, and is to stay there. */
export const withCookie = ([url, init]: Request): Request => [
  url,
  { ...init, credentials: 'include', headers: { ...init.headers, 'gatehouse-refresh': 'cookie' } },
];

export const withToken = (init: RequestInit, token: string | undefined): RequestInit => {
  const headers = new Headers(init.headers);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers };
};

/** Whether it can be sent a second time: a stream is gone after the first. */
export const isRepeatable = ({ body }: RequestInit): boolean =>
  typeof (body as Partial<ReadableStream> | null | undefined)?.getReader !== 'function';

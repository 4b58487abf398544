// Every request that is fuzzed: of any operation of the document, so that a new route is in it.
import fc from 'fast-check';
import { operations, type Operation } from '../document/openapi.ts';
import { bodyOf } from './bodies.ts';
import { anyHeaders } from './headers.ts';
import type { FuzzRequest } from './request.ts';
import { targetOf } from './targets.ts';

const requestOf = (operation: Operation): fc.Arbitrary<FuzzRequest> =>
  fc.record({
    method: fc.oneof(
      { weight: 9, arbitrary: fc.constant(operation.method) },
      { weight: 1, arbitrary: anyMethod },
    ),
    target: targetOf(operation),
    headers: anyHeaders(),
    body: fc.oneof(
      { weight: operation.body === undefined ? 1 : 12, arbitrary: bodyOf(operation) },
      { weight: 1, arbitrary: fc.constant('') },
    ),
    framing: fc.oneof(
      { weight: 20, arbitrary: fc.constant<FuzzRequest['framing']>('length') },
      { weight: 1, arbitrary: fc.constantFrom<FuzzRequest['framing']>('chunked', 'announced') },
    ),
  });

const anyMethod = fc.constantFrom(
  ...[
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'HEAD',
    'TRACE',
    'PROPFIND',
    'QUERY',
    'M-SEARCH',
    'CONNECT',
  ],
  ...['get', 'Post', 'FOO', 'G', '*', 'GETGET'],
);

/** Any request of any operation. */
export const anyRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(...operations.map(requestOf));

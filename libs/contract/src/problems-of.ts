// Every code that a route can answer with: its own, and those that follow from its form.
import type { ErrorCode } from '@gatehouse/errors';
import { parametersOf } from './path.ts';
import type { RouteDeclaration } from './route.ts';

/** Each once, in no order that means anything. */
export const problemsOf = (route: RouteDeclaration): readonly ErrorCode[] => [
  ...new Set([
    ...(route.body === undefined ? [] : OF_A_BODY),
    ...(route.query === undefined ? [] : OF_A_QUERY),
    ...(route.callers === 'anyone' ? [] : OF_A_GUARD),
    ...(route.refreshToken === undefined ? [] : OF_A_COOKIE),
    ...(hasFreeParameter(route) ? OF_A_PATH : []),
    ...route.problems,
    ...OF_ALL,
  ]),
];

/** One that may be anything. Where it has to be the caller's own id, another is forbidden before it can be missing. */
const hasFreeParameter = ({ path, callers }: RouteDeclaration): boolean =>
  parametersOf(path).some(
    (name) => callers === 'anyone' || callers.self !== name || (callers.roles ?? []).length > 0,
  );

const OF_A_BODY: readonly ErrorCode[] = ['validation_failed', 'unsupported_media_type'];
const OF_A_QUERY: readonly ErrorCode[] = ['validation_failed'];
const OF_A_GUARD: readonly ErrorCode[] = ['unauthorized', 'forbidden'];
/** For a header that asks for the cookie where none may be used, and for one of another value. */
const OF_A_COOKIE: readonly ErrorCode[] = ['forbidden', 'validation_failed'];
const OF_A_PATH: readonly ErrorCode[] = ['not_found'];

/** API Gateway's own answers come everywhere: to what it cannot read, a request too large, one too many, one that fails. */
const OF_ALL: readonly ErrorCode[] = [
  'malformed_body',
  'body_too_large',
  'too_many_attempts',
  'internal_error',
  'timed_out',
];

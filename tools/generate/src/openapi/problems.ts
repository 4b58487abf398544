// The problems of a route by status (RFC 9457).
import { problemsOf, type RouteDeclaration } from '@gatehouse/contract';
import type { ErrorCode, GatehouseErrorOptions } from '@gatehouse/errors';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, toProblemDocument } from '@gatehouse/http/problems';
import type { Components } from './components.ts';
import { commonHeaders, problemHeaders } from './headers.ts';
import { capitalized, toJson, type JsonObject } from './json.ts';
import { Problem } from './problem-schema.ts';
import { answerSchema } from './schemas.ts';

/** A response for each status, which tells its codes. */
export const problemAnswersOf = (route: RouteDeclaration, components: Components): JsonObject => {
  const sorted = ALL_CODES.filter((code) => problemsOf(route).includes(code));
  const byStatus = Map.groupBy(sorted, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      components.refer('responses', codes.map(capitalized).join('Or'), responseOf(status, codes, components)),
    ]),
  );
};

/** In the order of the table, which is that of the statuses. */
const ALL_CODES = Object.keys(PROBLEMS) as readonly ErrorCode[];

const responseOf = (status: number, codes: readonly ErrorCode[], components: Components): JsonObject => ({
  description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].detail}`).join('\n\n'),
  headers: { ...commonHeaders(components), ...problemHeaders(status, components) },
  content: {
    [PROBLEM_MEDIA_TYPE]: {
      schema: {
        allOf: [answerSchema(Problem, components), narrowed(status, codes)],
      },
      examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
    },
  },
});

const narrowed = (status: number, codes: readonly ErrorCode[]): JsonObject => ({
  properties: { status: { const: status }, code: { enum: codes } },
});

const exampleOf = (code: ErrorCode): JsonObject => {
  const { errors, secondFactor }: GatehouseErrorOptions = MEMBERS[code] ?? {};
  return toJson(toProblemDocument(code, '0b6f1f4e-6a52-4a0e-9a43-0c2f6f4f3e55', errors, secondFactor));
};

/** Examples of what some codes say beside their texts. */
const MEMBERS: Partial<Record<ErrorCode, GatehouseErrorOptions>> = {
  validation_failed: { errors: [{ pointer: '/last_name', message: 'is required' }] },
  second_factor_required: {
    secondFactor: {
      challenge_token: 'mX3k2w8Yc0QeT7uJ5rLq9sVbN1hGfD4aPzK6oIxWyEM',
      factors: ['totp', 'recovery_code'],
    },
  },
};

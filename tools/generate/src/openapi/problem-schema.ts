// The problem document as a schema; `ProblemDocument` of libs/http is its type.
import Type from 'typebox';

const FieldError = Type.Object(
  {
    pointer: Type.String({
      description:
        'Leads to the member at fault in the body or the query (RFC 6901), also to a missing or an unknown one; empty when the whole body is at fault.',
    }),
    message: Type.String({ description: 'The rule that it breaks, for people.' }),
  },
  { title: 'FieldError' },
);

export const Problem = Type.Object(
  {
    type: Type.String({
      pattern: '^urn:gatehouse:problem:[a-z_]+$',
      description: 'A stable name; nothing is to be fetched from it.',
    }),
    title: Type.String({ description: 'For people; it may change.' }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'For people; it may change.' }),
    code: Type.String({ description: 'Decide by this one: it is stable, and texts are not.' }),
    request_id: Type.String({ description: 'The value of `x-request-id`.' }),
    errors: Type.Optional(
      Type.Array(FieldError, {
        minItems: 1,
        description: 'All faults at once; with `validation_failed` alone.',
      }),
    ),
    challenge_token: Type.Optional(
      Type.String({
        description: 'What the login goes on with, for five minutes; with `second_factor_required` alone.',
      }),
    ),
    factors: Type.Optional(
      Type.Array(Type.Enum(['totp', 'recovery_code', 'passkey']), {
        minItems: 1,
        description: 'What the account can complete the login with; with `second_factor_required` alone.',
      }),
    ),
  },
  { title: 'Problem', description: 'An error (RFC 9457).' },
);

// Second factors as their owner sees them.
import { closed } from '@gatehouse/contract/fields';
import Type, { type Static } from 'typebox';

export const EnrolledFactors = closed(
  {
    totp: Type.Boolean({ description: 'Whether an authenticator app is enrolled.', examples: [true] }),
    passkeys: Type.Integer({ minimum: 0, examples: [0] }),
    recovery_codes_left: Type.Integer({ minimum: 0, examples: [10] }),
  },
  { title: 'Factors' },
);

/** The answer of `GET /auth/factors`. */
export type EnrolledFactors = Readonly<Static<typeof EnrolledFactors>>;

/** Ten codes, each good for one login. */
export const RecoveryCodes = Type.Array(Type.String({ examples: ['7ZK3M-0D9QX-RBW5T-2HCVA-8NPEJ'] }), {
  minItems: 1,
  description: 'Ten of them, shown once: what is kept are digests.',
});

/** A code that somebody types. What has not a code's form is a wrong one. */
export const Code = Type.String({ minLength: 1, maxLength: 100, examples: ['287082'] });

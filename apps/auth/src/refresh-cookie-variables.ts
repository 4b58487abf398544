// Whether refresh tokens may travel in a cookie; the rule looks at the origins beside it.
import { broken, kind, type Environment } from '@gatehouse/config';

const CHOICES = ['off', 'strict', 'lax', 'none'] as const;

type Choice = (typeof CHOICES)[number];

/**
 * `off`, or the SameSite of the cookie. A cookie is kept by one page's origin: several would share the one session that its
 * name holds, and API Gateway's own answers can name one origin alone.
 */
export const refreshCookieVariables = {
  REFRESH_COOKIE: kind<Choice, Choice>({ fallback: 'off' }, (value, { env }) => {
    const choice = CHOICES.find((one) => one === value) ?? broken(`must be one of ${CHOICES.join(', ')}`);
    return choice === 'off' || originsIn(env) <= 1 ? choice : broken(ONE_ORIGIN);
  }),
};

const originsIn = ({ CORS_ORIGINS = '' }: Environment): number =>
  new Set(CORS_ORIGINS.split(',').map((origin) => origin.trim())).size;

const ONE_ORIGIN =
  'must be off unless CORS_ORIGINS has exactly one origin, or none for pages of the same origin';

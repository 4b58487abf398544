// The variables of passkeys: for which host they are made, and which pages may use them.
import { broken, origins, type Kind, type Place } from '@gatehouse/config';

/**
 * The relying party (WebAuthn §5.1.2). Both are null where there are no passkeys: in Lambda, unless both are set. A local run
 * has passkeys of `localhost`, since browsers give none to an IP address.
 */
export const passkeyVariables = {
  WEBAUTHN_RP_ID: ((value, place) => {
    if (value !== undefined) return HOST.test(value) ? value : broken(HOST_RULE);
    if (place.inLambda && place.env['WEBAUTHN_ORIGINS'] !== undefined)
      return broken(requiredBeside('WEBAUTHN_ORIGINS'));
    return place.inLambda ? null : LOCAL_HOST;
  }) satisfies Kind<string | null>,
  WEBAUTHN_ORIGINS: ((value, place) => {
    const host = place.env['WEBAUTHN_RP_ID'] ?? LOCAL_HOST;
    // A host that is none is blamed by itself.
    if (!HOST.test(host)) return null;
    if (value !== undefined) return originsWithin(host, value, place);
    if (place.env['WEBAUTHN_RP_ID'] !== undefined) return broken(requiredBeside('WEBAUTHN_RP_ID'));
    return place.inLambda ? null : [`http://${LOCAL_HOST}:${place.env['PORT'] ?? '3000'}`];
  }) satisfies Kind<readonly string[] | null>,
};

const LOCAL_HOST = 'localhost';

/** A browser lets a page use the passkeys of its own host, and of a host above it. */
const originsWithin = (host: string, value: string, place: Place): readonly string[] => {
  const listed = listedOrigins(value, place);
  const isWithin = (origin: string): boolean => `.${new URL(origin).hostname}`.endsWith(`.${host}`);
  return listed.every(isWithin) ? listed : broken('must be origins of WEBAUTHN_RP_ID or of hosts below it');
};

const listedOrigins: Kind<readonly string[]> = /* @__PURE__ */ origins();

const requiredBeside = (other: string): string => `is required beside ${other}`;

/** Two labels at least, the last of which begins with a letter, so that it is no IP address. */
const HOST =
  /^(?=.{1,253}$)(localhost|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$/;
const HOST_RULE =
  'must be localhost or a host name in lower case such as example.com, without scheme, port and path';

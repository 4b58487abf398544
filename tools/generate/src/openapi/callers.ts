// Who may call a route, for the machines and in words.
import type { RouteDeclaration } from '@gatehouse/contract';
import type { Callers } from '@gatehouse/contract/callers';
import { toJson, type Json, type JsonObject } from './json.ts';

/** The scheme that guards a route. */
export const BEARER = 'bearer';

type Guarded = Pick<RouteDeclaration, 'callers'>;

/** No token for a route that anyone may call. */
export const securityOf = ({ callers }: Guarded): readonly JsonObject[] =>
  callers === 'anyone' ? [] : [{ [BEARER]: [] }];

/** The rule as it is declared, for the member `x-callers`. */
export const callersOf = ({ callers }: Guarded): Json => (callers === 'anyone' ? callers : toJson(callers));

/** The rule in a sentence. */
export const whoMayCall = ({ callers }: Guarded): string =>
  callers === 'anyone' ? 'Anyone may call it; a token is not looked at.' : sentenceOf(callers);

const sentenceOf = ({ self, roles = [], mfa }: Callers): string => {
  const who = [
    ...(self === undefined ? [] : [selfOf(self)]),
    ...roles.map((role) => `accounts with the role \`${role}\``),
  ];
  return `For ${who.join(', and for ')}.${mfa === undefined ? '' : ' The token has to be of a login with two factors.'}`;
};

const selfOf = (self: true | string): string =>
  self === true ? 'the account that the token names' : `the account whose id is \`{${self}}\``;

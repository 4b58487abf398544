// Mistakes that the types of the faces refuse: `npm run types` compiles this file, and nothing runs it.
import { closed, Email, Id, route } from '../contract.ts';
import { GatehouseError } from '../errors.ts';
import { authenticate, requireRole, withAuthentication } from '../guard/index.ts';
import { created, httpHandler, ok, type HttpRequest, type Service } from '../index.ts';
import { createLogger } from '../log.ts';
import { encodePrincipal, principalOf } from '../principal.ts';
import { problemType } from '../problems.ts';

const invite = route({
  method: 'POST',
  path: '/shop/invitations',
  summary: 'Invites somebody to the shop',
  callers: { roles: ['clerk'] },
  body: closed({ email: Email }),
  answers: { 201: closed({ id: Id }) },
  problems: ['email_taken'],
});
type Ping = Omit<typeof invite, 'callers'> & { readonly callers: 'anyone' };

export const mistakesOfDeclarations = (): void => {
  // @ts-expect-error -- no such method
  route({ ...invite, method: 'FETCH' });
  // @ts-expect-error -- no schema for {id}
  route({ ...invite, path: '/shop/invitations/{id}' });
  // @ts-expect-error -- no such code
  route({ ...invite, problems: ['teapot'] });
  // @ts-expect-error -- roles have names
  route({ ...invite, callers: { roles: [7] } });
};

export const mistakesOfHandlers = (service: Service): void => {
  // @ts-expect-error -- the declaration lists no 200
  httpHandler(invite, { service }, async () => ok({ id: 'i1' }));
  // @ts-expect-error -- a member of the answer is missing
  httpHandler(invite, { service }, async () => created({}, '/shop/invitations/i1'));
  // @ts-expect-error -- no such level
  createLogger({ level: 'LOUD', service: 'shop' });
};

export const mistakesWithRequests = (
  invitation: HttpRequest<typeof invite>,
  pinged: HttpRequest<Ping>,
): readonly unknown[] => [
  // @ts-expect-error -- the body has no such member
  invitation.body.id,
  // @ts-expect-error -- who calls a route for anyone is not known
  pinged.principal.subject,
  // @ts-expect-error -- roles of a caller are a list
  invitation.principal.roles.admin,
];

export const mistakesOfGuards = (): void => {
  const options = {
    issuer: 'https://id.example.com/auth',
    audience: 'orders',
    clientId: 'web',
    jwks: 'https://…',
  };
  const { audience: _audience, ...withoutAudience } = options;
  const { clientId: _clientId, ...withoutClient } = options;
  // @ts-expect-error -- a token for anybody is a token for nobody
  authenticate(withoutAudience);
  // @ts-expect-error -- a check is on until somebody writes null
  authenticate(withoutClient);
  // @ts-expect-error -- an audience cannot be turned off
  authenticate({ ...options, audience: null });
  // @ts-expect-error -- roles are texts
  requireRole(['clerk']);
  // @ts-expect-error -- a handler answers later
  withAuthentication(options, ({ principal }) => principal.subject);
};

export const mistakesOfAuthorizers = (): void => {
  // @ts-expect-error -- a context holds all that a principal is made of
  encodePrincipal({ sub: 'u1', roles: [] });
  // @ts-expect-error -- a principal has no email
  void principalOf({}).email;
  // @ts-expect-error -- no such code
  problemType('teapot');
  // @ts-expect-error -- no such code
  throw new GatehouseError('teapot');
};

// fastify with @fastify/jwt; an event becomes a request by inject, as its own adapter for Lambda does it.
import jwt from '@fastify/jwt';
import fastify from 'fastify';
import { alg, answerFor, audience, issuer, pem, typ } from './setup.mjs';

const app = fastify();
app.register(jwt, {
  secret: { public: pem },
  verify: { algorithms: [alg], allowedIss: issuer, allowedAud: audience, checkTyp: typ, cache: false },
});
app.get('/users/me', { onRequest: (request) => request.jwtVerify() }, async ({ user }) => answerFor(user));
await app.ready();

export const handler = async ({ httpMethod: method, path: url, headers }) => {
  const { statusCode, headers: answered, body } = await app.inject({ method, url, headers });
  return { statusCode, headers: answered, body };
};

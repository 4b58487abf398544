// hono with its own adapter for Lambda and its own jwt middleware.
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { jwt } from 'hono/jwt';
import { importKey } from '../verify/hono.mjs';
import { alg, answerFor, audience, issuer, jwk, typ } from './setup.mjs';

const secret = await importKey(jwk, alg);
const app = new Hono();
app.use('/users/*', jwt({ secret, alg, verification: { iss: issuer, aud: audience, typ } }));
app.get('/users/me', (context) => context.json(answerFor(context.get('jwtPayload'))));

export const handler = handle(app);

// Powertools' router for REST APIs, which verifies no token by itself: jsonwebtoken as its middleware.
import { Router } from '@aws-lambda-powertools/event-handler/http';
import { createVerifier } from '../verify/jsonwebtoken.mjs';
import { alg, answerFor, audience, issuer, pem } from './setup.mjs';

const verify = await createVerifier({ alg, pem, issuer, audience });

const guard = async ({ reqCtx, next }) => {
  try {
    reqCtx.user = verify(reqCtx.req.headers.get('authorization').slice('Bearer '.length));
  } catch {
    return new Response(null, { status: 401 });
  }
  await next();
};

const app = new Router();
app.get('/users/me', [guard], async ({ user }) => answerFor(user));

export const handler = (event, context) => app.resolve(event, context);

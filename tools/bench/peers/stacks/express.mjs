// express behind serverless-http, with jsonwebtoken as middleware.
import express from 'express';
import serverless from 'serverless-http';
import { createVerifier } from '../verify/jsonwebtoken.mjs';
import { alg, answerFor, audience, issuer, pem } from './setup.mjs';

const verify = await createVerifier({ alg, pem, issuer, audience });

const guard = (request, response, next) => {
  try {
    request.user = verify(request.headers.authorization.slice('Bearer '.length));
    next();
  } catch {
    response.status(401).end();
  }
};

const app = express();
app.get('/users/me', guard, ({ user }, response) => response.json(answerFor(user)));

export const handler = serverless(app);

// A plain handler with jsonwebtoken: the least that a guarded route can be.
import { createVerifier } from '../verify/jsonwebtoken.mjs';
import { alg, answerFor, audience, issuer, pem } from './setup.mjs';

const verify = await createVerifier({ alg, pem, issuer, audience });

export const handler = async ({ headers }) => {
  try {
    const claims = verify(headers.Authorization.slice('Bearer '.length));
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answerFor(claims)),
    };
  } catch {
    return { statusCode: 401, body: '' };
  }
};

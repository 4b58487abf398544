// The variables that several apps read, each with its rule and its local default in one place. Each call is marked as
// pure, so that a bundle holds the variables, and the kinds of variables, that its app reads.
import { claim, issuer, kind, oneOf, origins } from './kinds.ts';
import { referenceOrPath } from './path-reference.ts';

/** What an access token names besides its subject; the issuer is an operator's choice of an https URL. */
export const tokenVariables = {
  JWT_ISSUER: /* @__PURE__ */ issuer({
    localFallback: ({ PORT = '3000' }) => `http://127.0.0.1:${PORT}/auth`,
  }),
  JWT_AUDIENCE: /* @__PURE__ */ claim({ localFallback: 'gatehouse' }),
  JWT_CLIENT_ID: /* @__PURE__ */ claim({ localFallback: 'gatehouse' }),
};

/** Which web origins may read an answer: none unless they are listed. */
export const corsVariables = { CORS_ORIGINS: /* @__PURE__ */ origins({ fallback: [] }) };

/** The access tables of APIs beside Gatehouse's own: a table, or where one or several are to be had. */
export const accessVariables = {
  ACCESS_TABLE: /* @__PURE__ */ referenceOrPath({ secret: false, fallback: null }),
};

/**
 * Below which level nothing is logged, and whom standard output is for: machines, or a person at the local gateway, who is spared
 * the lines that machines alone read. Log lines are JSON in both.
 */
export const logVariables = {
  LOG_LEVEL: /* @__PURE__ */ oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR'], { fallback: 'INFO' }),
  LOG_FORMAT: /* @__PURE__ */ oneOf(['json', 'pretty'], { fallback: 'json' }),
};

/** The log group of a deployed function, by which its stack is known; null on a laptop. The runtime sets it. */
export const stackVariables = {
  AWS_LAMBDA_LOG_GROUP_NAME: /* @__PURE__ */ kind<string | null, null>(
    { fallback: null },
    (value, { inLambda }) => (inLambda ? value : null),
  ),
};

/** Where a local run keeps its files; null where none is named, and in Lambda always, which keeps no file. */
export const homeVariables = {
  GATEHOUSE_HOME: /* @__PURE__ */ kind<string | null, null>({ fallback: null }, (value, { inLambda }) =>
    inLambda ? null : value,
  ),
};

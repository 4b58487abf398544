// The variables of limits, each `ATTEMPTS/SECONDS` or `off`.
import { broken, kind, type Kind } from '@gatehouse/config';
import { parseLimit, type Limit } from './limit.ts';

const limit = (attempts: number, seconds: number): Kind<Limit> =>
  kind({ fallback: { attempts, seconds } }, (text) => {
    const parsed = parseLimit(text);
    return parsed === undefined ? broken(RULE) : parsed;
  });

const RULE = 'must be ATTEMPTS/SECONDS such as 10/900, at most 9999999 in 2592000 seconds, or off';

/** For whoever verifies passwords and refresh tokens. */
export const loginLimitVariables = {
  LOGIN_LIMIT_PER_ACCOUNT: /* @__PURE__ */ limit(10, 900),
  LOGIN_LIMIT_PER_ADDRESS: /* @__PURE__ */ limit(100, 900),
};

/** For whoever verifies codes of a second factor. */
export const codeLimitVariables = {
  CODE_LIMIT_PER_ACCOUNT: /* @__PURE__ */ limit(20, 86_400),
};

/** For whoever takes an address that a stranger may have typed in: it makes an account, or gets a mail. */
export const registerLimitVariables = {
  REGISTER_LIMIT_PER_ADDRESS: /* @__PURE__ */ limit(20, 3600),
  MAIL_LIMIT_PER_ACCOUNT: /* @__PURE__ */ limit(3, 3600),
};

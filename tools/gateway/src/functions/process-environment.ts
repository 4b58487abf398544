// The environment that every app's process begins with: what Lambda itself would set, and nothing of ours.
import { REGION } from '../template/synthetic.ts';

/** What any process needs to run, taken over from the gateway's own environment. */
const BASICS = ['PATH', 'TMPDIR', 'SYSTEMROOT', 'TEMP', 'TMP'];

/** The credentials that Lambda gives every function, for references to AWS's stores. */
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/**
 * `AWS_SAM_LOCAL` is what local emulators set: a function can tell that it is not deployed. What the app's template
 * names comes with the boot message.
 */
export const processEnvironment = (
  compileCache: string | undefined,
  own: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> => {
  const region = own['AWS_REGION'] ?? own['AWS_DEFAULT_REGION'] ?? REGION;
  return {
    ...pick(own, [...BASICS, ...CREDENTIALS]),
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_SAM_LOCAL: 'true',
    ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }),
  };
};

const pick = (
  from: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

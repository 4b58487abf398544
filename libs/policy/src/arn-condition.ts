// ARNs in conditions: six parts, each of them but `arn` itself compared on its own, so that a wildcard does not run over a colon.
import { globMatches } from './glob.ts';

/** Whether an ARN matches; `undefined` for what is no ARN. */
export type ArnTest = (arn: string) => boolean | undefined;

/** The test for an ARN with wildcards, or `undefined` when it is none. The last part takes what colons are left. */
export const parseArnPattern = (pattern: string): ArnTest | undefined => {
  const wanted = partsOf(pattern);
  if (wanted === undefined) return undefined;
  return (arn) => partsOf(arn)?.every((part, index) => globMatches(wanted[index] as string, part));
};

const partsOf = (arn: string): readonly string[] | undefined =>
  /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)/s.exec(arn)?.slice(1);

// Access tables of other APIs: in place, in one parameter of SSM, or each in a parameter below a path that ends in a slash.
import { equals, not, ref, select, split, sub, when, type Members } from './cloudformation.ts';
import { leadsTo, nameIn, policyOf, SSM } from './references.ts';

const ACCESS_TABLE = ['ACCESS_TABLE'];

/** The text before a closing slash. The mark makes the slash something to split at: a condition knows no end of a text. */
const beforeClosingSlash = (marked: Members): Members => select(0, split('/;', marked));

export const ACCESS_TABLE_CONDITIONS: Members = {
  AccessTableInSsm: leadsTo('ssm', ACCESS_TABLE),
  AccessTableIsPath: not(equals(beforeClosingSlash(sub('${AccessTable};/;')), sub('${AccessTable};'))),
};

const NAME = nameIn(ACCESS_TABLE);

const parameter = (Name: Members): Members => sub(SSM, { Name });

/** Of a path both forms of its ARN, since the caller writes it with a closing slash, and AWS does not say which counts. */
export const READS_ACCESS_TABLE = policyOf(
  {
    Action: when('AccessTableIsPath', 'ssm:GetParametersByPath', 'ssm:GetParameter'),
    Resource: when(
      'AccessTableIsPath',
      [parameter(NAME), parameter(beforeClosingSlash(sub('${Path};', { Path: NAME })))],
      parameter(NAME),
    ),
  },
  'AccessTableInSsm',
);

/** What a role has that reads them, where they are in SSM. */
export const MAY_READ_ACCESS_TABLE = when('AccessTableInSsm', ref('ReadsAccessTable'));

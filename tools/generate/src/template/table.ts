// What a stack has besides whose data is in DynamoDB: the right to that table and its indexes, and to nothing else there.
import { ref, select, split, sub, when, type Members } from './cloudformation.ts';
import { leadsTo, policyOf } from './references.ts';

/** Holds where the database is a table of DynamoDB. */
export const IN_DYNAMO = 'KeepsInDynamo';

/** The policy of a role that uses the database, where that is a table. */
export const MAY_USE_TABLE = when(IN_DYNAMO, ref('UsesTable'));

export const inDynamo = (): Members => leadsTo('dynamodb', ['DATABASE_URL']);

/** Reads and writes items; neither makes nor scans nor removes a table. */
export const usesTable = (condition = IN_DYNAMO): Members =>
  policyOf(
    {
      Action: [
        'dynamodb:BatchGetItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      Resource: [sub(TABLE, IN_URL), sub(`${TABLE}/index/*`, IN_URL)],
    },
    condition,
  );

const TABLE = 'arn:${AWS::Partition}:dynamodb:${Region}:${AWS::AccountId}:table/${Table}';

/** The parts of dynamodb://REGION/TABLE. The slashes behind it are for a URL that has no such parts. */
const partOf = (index: number): Members => select(index, split('/', sub('${DatabaseUrl}///')));

const IN_URL: Members = { Region: partOf(2), Table: partOf(3) };

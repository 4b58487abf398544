// What a stack that sends mails has besides: whether there is mail, the right to send by SES, and what must be set together.
import type { ApiStack, StackRole } from '@gatehouse/contract/stack';
import { alarm, atOnce } from './alarms.ts';
import { equals, isGiven, not, NO_VALUE, ref, sub, when, type Members } from './cloudformation.ts';
import { leadsTo, nameIn, policyOf } from './references.ts';

const sends = ({ roles }: ApiStack): boolean =>
  Object.values<StackRole>(roles).some((role) => role.sendsMail);

/** Holds where mails go by SES. */
const BY_SES = 'SendsBySes';

/** The policy of a role that sends mails. */
export const MAY_SEND = when(BY_SES, ref('SendsMail'), NO_VALUE);

/** By SES, from any identity that this account has verified in the region of the URL. */
export const sendsMail = (stack: ApiStack): Members =>
  sends(stack)
    ? {
        SendsMail: policyOf(
          {
            Action: ['ses:SendEmail', 'ses:SendRawEmail'],
            Resource: [sub(`${SES}:identity/*`, REGION), sub(`${SES}:configuration-set/*`, REGION)],
          },
          BY_SES,
        ),
      }
    : {};

const SES = 'arn:${AWS::Partition}:ses:${Region}:${AWS::AccountId}';
const REGION: Members = { Region: nameIn(['MAIL_URL']) };

/** The conditions of a stack that sends mails. */
export const mailConditions = (stack: ApiStack): Members =>
  sends(stack) ? { [BY_SES]: leadsTo('ses', ['MAIL_URL']) } : {};

/** A mail needs somebody whom it is from, and a page that its links lead to. */
export const mailRules = (stack: ApiStack): Members =>
  sends(stack)
    ? {
        MailIsWhole: {
          RuleCondition: not(equals(ref('MailUrl'), '')),
          Assertions: [
            { AssertDescription: 'MailUrl needs MailFrom.', Assert: isGiven('MailFrom') },
            { AssertDescription: 'MailUrl needs AccountUrl.', Assert: isGiven('AccountUrl') },
          ],
        },
      }
    : {};

/** Tells of mails that were tried for days: the lines that `@gatehouse/mail` writes, as a metric with an alarm. */
export const mailAlarm = (stack: ApiStack): Members =>
  sends(stack)
    ? {
        MailsGivenUp: {
          Type: 'AWS::Logs::MetricFilter',
          Properties: {
            LogGroupName: ref('Logs'),
            FilterPattern: '{ $.message = "a mail is given up" }',
            MetricTransformations: [
              {
                MetricNamespace: 'Gatehouse',
                MetricName: METRIC,
                MetricValue: '1',
                DefaultValue: 0,
                Unit: 'Count',
              },
            ],
          },
        },
        MailsGivenUpAlarm: alarm({
          AlarmDescription: 'A mail could not be sent for days, and is tried no more.',
          Namespace: 'Gatehouse',
          MetricName: METRIC,
          Statistic: 'Sum',
          Period: 300,
          ...atOnce(1),
        }),
      }
    : {};

const METRIC = sub('${AWS::StackName}-MailsGivenUp');

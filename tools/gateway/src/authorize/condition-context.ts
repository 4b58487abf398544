// What the conditions of a policy can ask about a call, by IAM's condition keys.
import type { Call } from '../events/call.ts';
import { lastHeader } from '../events/request.ts';

/**
 * Times are in whole seconds, as AWS gives them. `aws:SecureTransport` is false, since the local gateway speaks plain
 * HTTP: a policy that wants TLS denies here.
 */
export const toConditionContext = ({
  request,
}: Pick<Call, 'request'>): Readonly<Record<string, string | number | boolean>> => {
  const userAgent = lastHeader(request.headers, 'user-agent');
  const referer = lastHeader(request.headers, 'referer');
  return {
    'aws:CurrentTime': request.receivedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    'aws:EpochTime': Math.floor(request.receivedAt.getTime() / 1000),
    'aws:SecureTransport': false,
    'aws:SourceIp': request.sourceIp,
    ...(userAgent === undefined ? {} : { 'aws:UserAgent': userAgent }),
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
  };
};

// AWS's limits on what an authorizer is asked and answers; apart, because neither is a rule of the policy language.
import { RESOURCE_MAX_CHARACTERS } from '@gatehouse/policy';
import { Refusal } from '../answers/refusal.ts';
import { isMap } from '../template/field.ts';

/** Of a guarded call; its path parameters are the caller's choice. */
const METHOD_ARN_MAX_BYTES = 1600;

/** @throws Refusal `REQUEST_TOO_LARGE`; API Gateway answers 414, which is none of the types that a template has */
export const assertMethodArnFits = (methodArn: string): void => {
  if (Buffer.byteLength(methodArn) > METHOD_ARN_MAX_BYTES) throw new Refusal('REQUEST_TOO_LARGE');
};

/** @throws Error when a resource of the policy is too long for API Gateway */
export const assertResourcesFit = ({ Statement }: Readonly<Record<string, unknown>>): void => {
  const resources = [Statement]
    .flat()
    .filter(isMap)
    .flatMap(({ Resource, NotResource }) => [Resource, NotResource].flat());
  if (resources.some((resource) => typeof resource === 'string' && resource.length > RESOURCE_MAX_CHARACTERS))
    throw new Error(`a resource of the policy has more than ${RESOURCE_MAX_CHARACTERS} characters`);
};

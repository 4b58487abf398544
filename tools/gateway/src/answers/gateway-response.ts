// The answers that API Gateway gives itself, by the template's GatewayResponses and else by AWS's own defaults.
import type { ApiModel, GatewayResponseModel } from '../template/model.ts';
import type { Answer } from './answer.ts';
import { mapBody, mapHeader } from './mapping.ts';
import type { MappingScope } from './mapping.ts';
import { RESPONSE_TYPES } from './response-types.ts';
import type { RefusalType } from './response-types.ts';

const AWS_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };
const AWS_RESPONSE: GatewayResponseModel = { status: null, headers: [], templates: AWS_TEMPLATES };

/**
 * The answer of that type: the template's own for it, else its DEFAULT_4XX or DEFAULT_5XX, else AWS's. A status
 * that the template leaves out is the type's.
 */
export const gatewayResponse = (
  type: RefusalType,
  api: ApiModel | undefined,
  scope: MappingScope,
): Answer => {
  const { status, message } = RESPONSE_TYPES[type];
  const error = { message, responseType: type, validationErrorString: '' };
  const filled = { ...scope, context: { ...scope.context, error } };
  const response = chooseResponse(type, status, api);
  const [mediaType, template] = chooseTemplate(response);
  const headers = response.headers.map(
    ([name, expression]) => [name, mapHeader(expression, filled)] as const,
  );
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: response.status ?? status,
    headers: hasType ? headers : [...headers, ['content-type', mediaType]],
    body: Buffer.from(mapBody(template, filled)),
  };
};

const chooseResponse = (
  type: RefusalType,
  status: number,
  api: ApiModel | undefined,
): GatewayResponseModel => {
  const fallback = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return api?.gatewayResponses[type] ?? api?.gatewayResponses[fallback] ?? AWS_RESPONSE;
};

const chooseTemplate = ({ templates }: GatewayResponseModel): readonly [string, string] => {
  const entries = Object.entries(templates);
  const json = entries.find(([mediaType]) => mediaType === 'application/json');
  return json ?? entries[0] ?? ['application/json', AWS_TEMPLATES['application/json']];
};

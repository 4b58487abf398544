// The GatewayResponses of an API: status, headers and body of each answer that the gateway gives itself.
import { OTHER_RESPONSE_TYPES, RESPONSE_TYPES } from '../answers/response-types.ts';
import { isMappingExpression } from '../answers/mapping.ts';
import type { Field } from './field.ts';
import type { GatewayResponseModel, GatewayResponses } from './model.ts';

const KNOWN = new Set<string>([...Object.keys(RESPONSE_TYPES), ...OTHER_RESPONSE_TYPES]);

/** @throws TemplateError for a type API Gateway does not have, and for a header expression that it would refuse */
export const readGatewayResponses = (field: Field): GatewayResponses =>
  Object.fromEntries(
    field.members().map(([type, response]) => {
      if (!KNOWN.has(type)) response.fail('API Gateway has no such response type');
      return [type, readResponse(response)];
    }),
  );

const readResponse = (field: Field): GatewayResponseModel => {
  const status = field.member('StatusCode');
  const templates = field.member('ResponseTemplates');
  return {
    status: status.present ? status.integer(200, 599) : null,
    headers: field
      .member('ResponseParameters')
      .member('Headers')
      .members()
      .map(([name, value]) => [name, readExpression(value)] as const),
    templates: Object.fromEntries(templates.members().map(([type, body]) => [type, body.string()])),
  };
};

const readExpression = (field: Field): string =>
  isMappingExpression(field.string())
    ? field.string()
    : field.fail("must be a quoted text ('…'), context.NAME or method.request.header.NAME");

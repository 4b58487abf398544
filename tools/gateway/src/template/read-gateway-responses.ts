// The GatewayResponses of an API: status, headers and body of each answer that the gateway gives itself.
import { OTHER_RESPONSE_TYPES, RESPONSE_TYPES } from '../answers/response-types.ts';
import { isMappingExpression } from '../answers/mapping.ts';
import type { Field } from './field.ts';
import { checkMembers } from './member-table.ts';
import { GATEWAY_RESPONSE, RESPONSE_PARAMETERS } from './members.ts';
import type { GatewayResponseModel, GatewayResponses } from './model.ts';
import type { Notes } from './notes.ts';

const KNOWN = new Set<string>([...Object.keys(RESPONSE_TYPES), ...OTHER_RESPONSE_TYPES]);

/** @throws TemplateError for a type API Gateway does not have, and for a header expression that it would refuse */
export const readGatewayResponses = (field: Field, notes: Notes): GatewayResponses =>
  Object.fromEntries(
    field.members().map(([type, response]) => {
      if (!KNOWN.has(type)) response.fail('API Gateway has no such response type');
      return [type, readResponse(response, notes)];
    }),
  );

const readResponse = (field: Field, notes: Notes): GatewayResponseModel => {
  checkMembers(field, GATEWAY_RESPONSE);
  const status = field.member('StatusCode');
  const templates = field.member('ResponseTemplates');
  const parameters = field.member('ResponseParameters');
  checkMembers(parameters, RESPONSE_PARAMETERS, notes);
  return {
    status: status.present ? status.integer(200, 599) : null,
    headers: parameters
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

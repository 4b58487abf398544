// The list of all that is derived. Something new to derive is a line here.
import { ownTable } from './access/own-table.ts';
import { clientOperations } from './client/operations.ts';
import { openApi } from './openapi/document.ts';
import type { Output } from './output.ts';
import { routesOfContract } from './pages/route-tables.ts';
import { variableTables } from './pages/variable-tables.ts';
import { apiTemplate } from './template/api-template.ts';
import { authorizerTemplate } from './template/authorizer-template.ts';
import type { Workspace } from './workspace.ts';

/** What the files of this workspace are. */
export const outputsOf = ({ apps, authorizers }: Workspace): readonly Output[] => [
  ...authorizers.map(authorizerTemplate),
  ...apps.map(apiTemplate),
  { file: 'libs/access/src/own-table.generated.ts', text: ownTable },
  { file: 'libs/client/src/operations.generated.ts', text: clientOperations },
  { file: 'docs/openapi.json', text: openApi },
  { file: 'docs/api.md', part: 'routes', text: routesOfContract },
  { file: 'docs/configuration.md', part: 'variables', text: variableTables },
];

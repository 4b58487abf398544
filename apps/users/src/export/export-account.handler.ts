import { httpHandler, ok } from '@gatehouse/http';
import { exportAccountRoute } from '@gatehouse/users-contract/export-account';
import { exportDeps, service } from '../compose.ts';
import { exportAccount } from './export-account.ts';
import { presentExport } from './present-export.ts';

export const handler = httpHandler(exportAccountRoute, { service }, async ({ principal }) =>
  ok(presentExport(await exportAccount(await exportDeps(), principal))),
);

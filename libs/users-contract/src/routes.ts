// The routes of the users API, a line for each, by the names of their use cases.
export { disableRoute as disable } from './disable.route.ts';
export { enableRoute as enable } from './enable.route.ts';
export { endSessionsRoute as endSessions } from './end-sessions.route.ts';
export { exportAccountRoute as exportAccount } from './export-account.route.ts';
export { getRoute as get } from './get.route.ts';
export { listRoute as list } from './list.route.ts';
export { mailResetRoute as mailReset } from './mail-reset.route.ts';
export { meRoute as me } from './me.route.ts';
export { registerRoute as register } from './register.route.ts';
export { removeRoute as remove } from './remove.route.ts';
export { setRolesRoute as setRoles } from './set-roles.route.ts';
export { updateRoute as update } from './update.route.ts';

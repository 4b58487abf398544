// The routes of the users API, a line for each, by the names of their use cases.
export { getRoute as get } from './get.route.ts';
export { listRoute as list } from './list.route.ts';
export { meRoute as me } from './me.route.ts';
export { registerRoute as register } from './register.route.ts';
export { removeRoute as remove } from './remove.route.ts';
export { updateRoute as update } from './update.route.ts';

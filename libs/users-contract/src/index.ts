// The users API: the list of its routes. Each has a file and an entry of its own: @gatehouse/users-contract/register.
import { api } from '@gatehouse/contract';
import { getRoute } from './get.route.ts';
import { listRoute } from './list.route.ts';
import { meRoute } from './me.route.ts';
import { registerRoute } from './register.route.ts';
import { removeRoute } from './remove.route.ts';
import { updateRoute } from './update.route.ts';

export type { User } from './user.ts';

export const usersApi = api({
  name: 'users',
  title: 'Registration and accounts',
  routes: {
    register: registerRoute,
    list: listRoute,
    me: meRoute,
    get: getRoute,
    update: updateRoute,
    remove: removeRoute,
  },
});

// The commands of `npm run admin`, by name and in the order of its usage.
import type { AdminCommand } from './command.ts';
import { disable } from './commands/disable.ts';
import { enable } from './commands/enable.ts';
import { erase } from './commands/erase.ts';
import { grant } from './commands/grant.ts';
import { list } from './commands/list.ts';
import { logout } from './commands/logout.ts';
import { reset } from './commands/reset.ts';
import { revoke } from './commands/revoke.ts';
import { show } from './commands/show.ts';
import { unenrol } from './commands/unenrol.ts';

export const COMMANDS: Readonly<Record<string, AdminCommand>> = {
  list,
  show,
  grant,
  revoke,
  disable,
  enable,
  logout,
  reset,
  unenrol,
  erase,
};

// The console: its parts, started in the order in which they stand on the page.
import { startAccount } from './account.js';
import { startFactors } from './factors.js';
import { startKeys } from './keys.js';
import { startLinks } from './links.js';
import { startLive } from './live.js';
import { startOutbox } from './outbox.js';
import { startRotation } from './rotation.js';
import { startSessions } from './sessions.js';
import { startToken } from './token-view.js';

startAccount();
startToken();
startRotation();
startSessions();
startFactors();
startOutbox();
startKeys();
startLinks();
void startLive();

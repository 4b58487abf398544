import { join } from 'node:path';
import { describeHandlers } from '@gatehouse/templates';

process.env['SECRET_KEY'] = 'k9#Vq2!xT7@mLw4$zR8^bN1&cF6*hJ3(yP';

describeHandlers(join(import.meta.dirname, '../template.yaml'));

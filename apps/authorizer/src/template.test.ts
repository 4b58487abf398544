import { join } from 'node:path';
import { describeHandlers } from '@gatehouse/templates';

describeHandlers(join(import.meta.dirname, '../template.yaml'));

import { join } from 'node:path';
import { accessTable } from '@gatehouse/access';
import { describeApiTemplate } from '@gatehouse/templates';

describeApiTemplate(join(import.meta.dirname, '../template.yaml'), accessTable['users'] ?? []);

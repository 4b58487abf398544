import { join } from 'node:path';
import { accessTable } from '@gatehouse/access';
import { describeApiTemplate } from '@gatehouse/templates';

process.env['SECRET_KEY'] = 'k9#Vq2!xT7@mLw4$zR8^bN1&cF6*hJ3(yP';

describeApiTemplate(join(import.meta.dirname, '../template.yaml'), accessTable['auth'] ?? []);

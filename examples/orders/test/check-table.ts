// The command behind `npm run check-table`: whether the authorizer will take access-table.json; which row breaks a rule, if not.
import { readFileSync } from 'node:fs';
import { parseAccessTable } from '@gatehouse/access/parse';

await parseAccessTable(readFileSync(new URL('../access-table.json', import.meta.url), 'utf8'));

// Which members a part of a template may have, and what becomes of each: nothing is dropped in silence.
import type { Field } from './field.ts';
import type { Notes } from './notes.ts';

/**
 * The members of one part by what becomes of them, their names parted by blanks; whatever stands in no row stops the
 * start. `read` is what runs here. `deployed` has no part in what a call is answered here: names, roles, logs, how a
 * release is made. `named` would change an answer and does not run here, which the start says. `refused` are those
 * without which nothing right could run, each with the reason.
 */
export interface MemberTable {
  readonly read: string;
  readonly deployed?: string;
  readonly named?: string;
  readonly refused?: Readonly<Record<string, string>>;
}

/**
 * Holds the members of `field` to their table, without a look at what those stand for that do not run here.
 * @throws TemplateError for a member that no row has, and for one that is refused
 */
export const checkMembers = (field: Field, table: MemberTable, notes?: Notes): void => {
  for (const name of field.names()) checkMember(field.member(name), name, table, notes);
};

const checkMember = (member: Field, name: string, table: MemberTable, notes?: Notes): void => {
  const { read, deployed = '', named = '', refused = {} } = table;
  if (has(read, name) || has(deployed, name)) return;
  if (has(named, name)) notes?.leftOut(member.at);
  else if (!Object.hasOwn(refused, name)) member.fail('the local gateway does not know this member');
  else if (!member.omitted) member.fail(refused[name] ?? '');
};

const has = (row: string, name: string): boolean => row.split(' ').includes(name);

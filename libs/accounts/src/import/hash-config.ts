// The parameters of a Firebase project's hashes, as its console shows them.
import type { FirebaseParameters } from './formats/format.ts';
import { refuse } from './line-fault.ts';

/**
 * Reads the text of the dialog `hash_config { … }`. Throws `LineFault` naming the parameter that is missing, unknown or of another form.
 * @example
 * readHashConfig('hash_config { algorithm: SCRYPT, base64_signer_key: a2V5, base64_salt_separator: Bw==, rounds: 8, mem_cost: 14 }');
 */
export const readHashConfig = (text: string): FirebaseParameters => {
  const said = new Map(
    [...text.matchAll(/(\w+):\s*([^\s,}]+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const take = (name: string, form: RegExp): string => {
    const value = said.get(name) ?? refuse(name, 'is required');
    return form.test(value) ? value : refuse(name, 'is of another form');
  };
  take('algorithm', /^SCRYPT$/);
  return {
    signerKey: take('base64_signer_key', BASE64),
    saltSeparator: take('base64_salt_separator', BASE64),
    rounds: Number(take('rounds', NUMBER)),
    memCost: Number(take('mem_cost', NUMBER)),
  };
};

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const NUMBER = /^[1-9]\d?$/;

import { createHmac } from 'node:crypto';
import { environment } from '../runtime/environment.ts';
import { secret } from '../runtime/secrets.ts';

/**
 * Stands for an e-mail address in the table's keys, however it is written: who reads the table, a backup or a metric of
 * its keys can try no list of addresses on it without the key of the stage.
 */
export async function customerHash(address: string): Promise<string> {
  const key = await secret(environment('SEARCH_KEY_ARN'));
  return createHmac('sha256', key)
    .update(JSON.stringify(['ticket', address.trim().toLowerCase()]))
    .digest('base64url');
}

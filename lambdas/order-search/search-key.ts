import { environment } from '../runtime/environment.ts';
import { secret } from '../runtime/secrets.ts';

/** The key of the stage by which what is personal stands in the index. */
export function searchKey(): Promise<string> {
  return secret(environment('SEARCH_KEY_ARN'));
}

import { openHttp } from '../runtime/http.ts';
import { unsubscribePage } from './unsubscribe-page.ts';

/**
 * Route `GET /unsubscribe/{token}`: asks whether the shopper wants no more e-mails about products. It changes nothing,
 * and knows nothing of the token: programs that look for harm in mails follow every link.
 */
export const handler = openHttp(async (request) => unsubscribePage(request, 'ask'));

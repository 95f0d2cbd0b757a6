import type { Locale } from '../orders/locale.ts';
import { environment } from '../runtime/environment.ts';

/** Where a shopper ends the e-mails about products: a GET shows a page in their language, a POST does it. */
export function unsubscribeLink(token: string, locale: Locale): string {
  return `${environment('API_URL')}/unsubscribe/${token}?locale=${locale}`;
}

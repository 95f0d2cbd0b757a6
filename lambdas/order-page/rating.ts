import { longestWord, mostStars, rateId } from '../order-ratings/rating.ts';
import { ratingTextsOf } from '../order-ratings/texts.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

/** Where the customer says what they make of the order, once; or that they have. */
export function rating({ rating, locale, token }: PageView): Markup | undefined {
  if (rating === undefined) return undefined;
  const { title, stars, of, word, send, thanks } = ratingTextsOf(locale).page;
  if (rating !== 'open')
    return html`<section class="card" id="${rateId}"><h2>${title}</h2><p>${thanks(rating.stars)}</p></section>`;
  const options = Array.from({ length: mostStars }, (_, index) => mostStars - index).map(
    (given) => html`<option value="${given}">${'★'.repeat(given)} ${of(given)}</option>`,
  );
  return html`<section class="card" id="${rateId}"><h2>${title}</h2>
<form method="post" action="${token}/rating">
<label>${stars}<select name="stars" required><option value=""></option>${options}</select></label>
<label>${word}<textarea name="text" rows="3" maxlength="${longestWord}" dir="auto"></textarea></label>
<button>${send}</button>
</form></section>`;
}

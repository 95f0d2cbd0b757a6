import type { RatingTexts } from './rating-texts.ts';

/** English. */
export const texts: RatingTexts = {
  mail: (shop) => ({
    subject: `How was your order from ${shop}?`,
    preheader: 'One to five stars, in a minute.',
    badge: 'Your opinion',
    heading: 'How was it?',
    status: 'Your order has arrived a while ago. We would like to know what you make of it.',
    next: 'Give it one to five stars on the page of your order. If something is not right, we will look into it.',
    footer: `${shop} asks once for each order.`,
  }),
  button: 'Rate the order',
  page: {
    title: 'What do you make of it?',
    stars: 'Stars',
    of: (stars) => `${stars} of 5`,
    word: 'In your words (optional)',
    send: 'Rate',
    thanks: (stars) => `Thank you. You gave ${stars} of 5.`,
  },
};

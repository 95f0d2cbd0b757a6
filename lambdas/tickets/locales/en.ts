import type { TicketTexts } from './ticket-texts.ts';

const hello = 'Hello,\n\n';
const order = (number?: string) => (number === undefined ? 'your order' : `your order ${number}`);
const bye = (shop: string) => `\n\nKind regards\n${shop}`;

/** English. */
export const texts: TicketTexts = {
  page: {
    write: 'Write to us',
    topic: 'What is it about?',
    text: 'Your message',
    send: 'Send',
    you: 'You',
    question: (topic) => `Your question: ${topic}`,
    topicOf: {
      arrival: 'When will it arrive?',
      address: 'The address is wrong',
      payment: 'The payment',
      refund: 'The refund',
      damaged: 'Something is missing or damaged',
      return: 'Sending something back',
      rating: 'Your rating',
      other: 'Your message',
    },
    states: {
      open: 'We are looking into it and will answer here and by e-mail.',
      answered: 'We have answered. Is it solved?',
      solved: 'Solved. If not, just write again.',
    },
    reply: 'Reply',
    isSolved: 'Yes, it is solved',
    isNotSolved: 'No, not yet',
    hidden: 'To protect your data, what was written is shown only on the page that the link in our messages opens.',
    notTaken: 'We could not take your message: it was empty or too long, or there were too many today. Please call us.',
  },
  mail: {
    subject: ({ shop, number }) => (number === undefined ? `Your message to ${shop}` : `Your order ${number}`),
    received: (shop) =>
      `${hello}thank you for your message. We have it, and will answer as soon as we can.\n\nThis is an automatic reply.${bye(shop)}`,
    below: 'You can simply reply to this e-mail.',
    pageLink: 'Your order, and all that was written:',
  },
  answers: {
    'looking-into-it': {
      title: 'We are looking into it',
      text: ({ shop, number }) =>
        `${hello}thank you for writing to us about ${order(number)}. We are looking into it and will come back to you.${bye(shop)}`,
    },
    'where-it-is': {
      title: 'Where the order is',
      text: ({ shop, number, standing = '', pageUrl }) =>
        `${hello}this is how ${order(number)} stands: ${standing}${pageUrl === undefined ? '' : `\n\nYou can follow it here: ${pageUrl}`}${bye(shop)}`,
    },
    'refund-under-way': {
      title: 'A refund is under way',
      text: ({ shop, number, refunded = '' }) =>
        `${hello}we have given ${refunded} for ${order(number)} back the way you paid. Depending on your bank, you will see it within five working days.${bye(shop)}`,
    },
    'photos-please': {
      title: 'Please send photos',
      text: ({ shop, number }) =>
        `${hello}we are sorry that something of ${order(number)} did not arrive as it should. Please reply with a photo of the item and one of its packaging, and we will put it right.${bye(shop)}`,
    },
    'all-settled': {
      title: 'Is it all settled?',
      text: ({ shop, number }) =>
        `${hello}we believe that your question about ${order(number)} is settled. If it is not, just reply to this message.${bye(shop)}`,
    },
  },
};

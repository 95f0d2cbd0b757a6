import type { ReturnEvents } from './texts.ts';

const moneyBack = 'What you have paid for these items goes back the way you paid.';

/** The sentences about a return case, in English. */
export const returnEvents: ReturnEvents = {
  'withdrawal-received': ({ shop, number }, { name, at }) => ({
    subject: `We have received your withdrawal from order ${number} at ${shop}`,
    preheader: `You sent it on ${at}. Please keep this message: it is your confirmation.`,
    badge: 'Withdrawal received',
    heading: 'You have withdrawn from the contract',
    status: `On ${at}, ${name} withdrew from the contract about the items of order ${number} that are listed below. Please keep this message as your confirmation.`,
    payment: `${moneyBack} It does so within 14 days; of items that you already have, once they are back with us or you have shown that you sent them.`,
    nextHeading: 'What happens next',
    next: 'What we have not sent yet, we cancel. Of what has been sent, we write to you how to send it back. There is nothing else that you need to do now.',
    sms: `we received your withdrawal from order ${number} on ${at}.`,
    smsMore: ['Please keep this message.'],
  }),
  'return-requested': ({ shop, number }, { kind }) => ({
    subject:
      kind === 'EXCHANGE'
        ? `Your exchange of items of order ${number} at ${shop}`
        : `We are looking into order ${number} from ${shop}`,
    preheader: 'We have received your request and write to you again soon.',
    badge: 'Request received',
    heading: 'We have received your request',
    status:
      kind === 'EXCHANGE'
        ? 'You would like to exchange the items below. We are setting the new ones aside for you.'
        : 'We are sorry that something is not right with the items below. We are looking into it.',
    nextHeading: 'What happens next',
    next: 'We write to you as soon as we know more. Please keep the items until then.',
    sms: `we received your request about order ${number} and will write to you again soon.`,
    smsMore: [],
  }),
  'return-approved': ({ shop, number }, { remedy, keeps, postage, sendBy, soldOut, remark }) => {
    const sold = soldOut ? 'We are sorry: what you would like to have instead is sold out. ' : '';
    const gets = remedy === 'REFUND' ? 'you get your money back' : 'we send you the new items, which we have set aside';
    const cost = postage === 'SHOP' ? 'We pay for sending them back.' : 'You pay for sending them back.';
    const status = keeps
      ? `${sold}You do not need to send anything back: you may keep the items below, and ${remedy === 'REFUND' ? 'you get your money back' : 'we send you new ones'}.`
      : `${sold}Please send us the items below by ${sendBy}. Once they are back with us, ${gets}.`;
    return {
      subject: keeps
        ? `About your request for order ${number} from ${shop}`
        : `How to send back items of order ${number} to ${shop}`,
      preheader: keeps ? 'You do not need to send anything back.' : `Please send the items by ${sendBy}.`,
      badge: 'Approved',
      heading: keeps ? 'You may keep the items' : 'Please send the items back',
      status: remark === undefined ? status : `${status} ${remark}`,
      payment: remedy === 'REFUND' ? moneyBack : 'Nothing more is to be paid.',
      nextHeading: keeps ? 'What happens next' : 'How to send them back',
      next: keeps
        ? 'There is nothing more you need to do.'
        : `Pack the items well, put a note with your order number ${number} into the parcel, and keep the proof of posting. ${cost} On the page of your order you can tell us that it is on its way.`,
      sms: keeps
        ? `you may keep the items of order ${number} that you wrote to us about.`
        : `please send back the items of order ${number} by ${sendBy}.`,
      smsMore: [],
    };
  },
  'return-refused': ({ shop, number }, { remark }) => ({
    subject: `About your request for order ${number} from ${shop}`,
    preheader: 'We have looked into your request. Here is what we found.',
    badge: 'Refused',
    heading: 'We cannot grant your request',
    status: `We are sorry: we cannot grant your request about the items below.${remark === undefined ? '' : ` ${remark}`}`,
    nextHeading: 'What you can do',
    next: 'If you see it differently, please contact us. Your rights under the law are not affected.',
    sms: `sorry, we cannot grant your request about order ${number}.`,
    smsMore: [],
  }),
};

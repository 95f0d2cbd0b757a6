import { Problem } from '../runtime/problem.ts';
import { idempotencyKeyReused } from '../runtime/problems.ts';
import { hearCustomer } from '../tickets/answer-ticket.ts';
import { ticketPorts } from '../tickets/change-ticket.ts';
import { customerHash } from '../tickets/customer-hash.ts';
import { cut } from '../tickets/cut.ts';
import { messageIdOf, type OpenTicketPorts, openTicket } from '../tickets/open-ticket.ts';
import type { ChatMessage } from './chat-message.ts';
import { findOrderMeant, type OrderMeant, type Said } from './find-order-meant.ts';

/** What taking a message of the chat in touches. */
export interface TakeChatMessagePorts extends OpenTicketPorts {
  readonly findOrderMeant: (said: Said) => Promise<OrderMeant>;
}

const production = (): TakeChatMessagePorts => ({ ...ticketPorts(), customerHash, findOrderMeant });

/**
 * Takes in what a customer wrote in the chat, once per id of the message: the first of a conversation opens a ticket,
 * others go on with it. Somebody of whom the chat does not know who they are is shown nothing, as with mails.
 * @throws TicketContention worth a retry
 */
export async function takeChatMessage(
  id: string,
  { conversation, text, locale, customer: { name, email, isVerified } }: ChatMessage,
  ports: TakeChatMessagePorts = production(),
): Promise<void> {
  if ((await ports.tickets.ticketOfMail(chatHash(id))) !== undefined) return;
  const opener = 'chat';
  const ticketId = messageIdOf(opener, conversation);
  const more = { ...(name !== undefined && { name }), ...(!isVerified && { isUnverified: true }) };
  const isOpened = (await ports.tickets.findTicket(ticketId)) !== undefined;
  if (!isOpened) {
    const { order, content, claimed, isByAddress } = await ports.findOrderMeant({
      text,
      address: email,
      isAuthenticated: isVerified,
    });
    const { isNew } = await openTicket(
      {
        ...{
          opener,
          key: conversation,
          channel: 'CHAT',
          category: 'OTHER',
          severity: 'NORMAL',
          subject: firstLine(text),
        },
        ...{
          locale: content?.locale ?? locale,
          orderId: order?.id,
          storefront: order?.storefront,
          claimedOrder: claimed,
          isOrderSought: isByAddress,
        },
        ...(email !== undefined && { requester: { email, ...(name !== undefined && { name }) } }),
        message: { ...more, text, from: 'CUSTOMER' },
        mailHash: chatHash(id),
      },
      ports,
    ).catch((error) => {
      // Another message of the conversation has opened it at the same moment: this one goes on with it.
      if (error instanceof Problem && error.kind === idempotencyKeyReused.kind) return { isNew: false };
      throw error;
    });
    if (isNew) return;
  }
  await hearCustomer(ticketId, { key: id, text, channel: 'CHAT', more, mailHash: chatHash(id) }, ports);
}

/** By it a message of the chat is known, come twice: also the one that opened its ticket. */
function chatHash(id: string): string {
  return messageIdOf('chat message', id);
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return cut(line, 120);
}

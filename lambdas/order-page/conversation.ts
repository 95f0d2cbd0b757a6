import type { HelpTopic } from '../notifications/locales/texts.ts';
import { oneLine } from '../notifications/one-line.ts';
import { html, type Markup } from '../runtime/html.ts';
import { ticketTextsOf } from '../tickets/texts.ts';
import { isOver, longestText, type Ticket, type TicketMessage } from '../tickets/ticket.ts';
import type { TicketRecord } from '../tickets/ticket-table.ts';
import type { PageView } from './page-view.ts';

/** What the customer has asked about the order and was answered, and where they ask more. */
export function conversation(view: PageView, tickets: readonly TicketRecord[], topics: readonly HelpTopic[]): Markup {
  const { page } = ticketTextsOf(view.locale);
  const shown = view.isProven ? tickets.map((record) => thread(view, record)) : [];
  return html`${view.outcome === 'not-taken' && html`<p class="notice" role="alert">${page.notTaken}</p>`}
${shown}
${!view.isProven && tickets.length > 0 && html`<p>${page.hidden}</p>`}
${question(view, tickets, topics)}`;
}

/** How many messages the customer has seen: what is sent twice from the same page is taken once. */
export function seenBy(tickets: readonly TicketRecord[]): number {
  return tickets.reduce((sum, { messages }) => sum + messages.length, 0);
}

function question(
  { locale, texts, token }: PageView,
  tickets: readonly TicketRecord[],
  topics: readonly HelpTopic[],
): Markup {
  const { page } = ticketTextsOf(locale);
  const options = topics.map((topic) => html`<option value="${topic}">${texts.page.helpTopics[topic]}</option>`);
  return html`<details><summary>${page.write}</summary>
<form method="post" action="${token}/tickets">
<input type="hidden" name="seen" value="${seenBy(tickets)}">
<label>${page.topic}<select name="topic">${options}</select></label>
<label>${page.text}<textarea name="text" rows="5" maxlength="${longestText}" dir="auto" required></textarea></label>
<button>${page.send}</button>
</form></details>`;
}

function thread(view: PageView, record: TicketRecord): Markup {
  const { locale, token } = view;
  const { page } = ticketTextsOf(locale);
  const { ticket, messages } = record;
  const topic = ticket.category.toLowerCase() as Lowercase<Ticket['category']>;
  const hasEnded = isOver(ticket);
  const state = hasEnded
    ? page.states.solved
    : ticket.state === 'WAITING_FOR_CUSTOMER'
      ? page.states.answered
      : page.states.open;
  return html`<section class="thread"><h3>${page.question(page.topicOf[topic])}</h3>
<ol>${messages.filter(({ isInternal }) => !isInternal).map((message) => said(view, message))}
</ol>
<p>${state}</p>
${
  !hasEnded &&
  html`<form method="post" action="${token}/messages">
<input type="hidden" name="ticket" value="${ticket.id}">
<button name="solved" value="yes">${page.isSolved}</button>${
    ticket.state === 'WAITING_FOR_CUSTOMER' && html` <button name="solved" value="no">${page.isNotSolved}</button>`
  }
</form>`
}
<details><summary>${page.reply}</summary>
<form method="post" action="${token}/messages">
<input type="hidden" name="ticket" value="${ticket.id}">
<input type="hidden" name="seen" value="${messages.length}">
<label>${page.text}<textarea name="text" rows="4" maxlength="${longestText}" dir="auto" required></textarea></label>
<button>${page.send}</button>
</form></details></section>`;
}

function said({ locale, facts, moment }: PageView, { from, at, text }: TicketMessage): Markup {
  const who = from === 'CUSTOMER' ? ticketTextsOf(locale).page.you : facts.shop;
  const lines = text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${oneLine(line, longestText)}`);
  return html`\n<li class="${from.toLowerCase()}"><small>${who} · ${moment(at)}</small><p dir="auto">${lines}</p></li>`;
}

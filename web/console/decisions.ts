import { type Child, h } from './dom.ts';
import { counted } from './format.ts';
import { table } from './table.ts';

/** What people have to decide on, one by one. */
export interface Queue {
  /** What the table is called. */
  readonly title: string;
  /** What waits (`order`), and what for. */
  readonly noun: string;
  readonly waitsFor: string;
  /** What is said where nothing waits. */
  readonly nothing: string;
  readonly columns: Parameters<typeof table>[1];
  readonly rows: Parameters<typeof table>[2];
}

/** How much waits for a decision, and all of it in a table; or that nothing does. */
export function queue({ title, noun, waitsFor, nothing, columns, rows }: Queue): Child {
  if (rows.length === 0) return h('p', { class: 'verdict good' }, nothing);
  const waits = `${counted(rows.length, noun)} ${rows.length === 1 ? 'waits' : 'wait'} for ${waitsFor}`;
  return h('section', { class: 'card' }, h('h2', {}, waits), table(title, columns, rows));
}

/** The buttons by which one is approved, or not. */
export function decideButtons(id: string, no: 'Refuse' | 'Deny', decide: (approve: boolean) => unknown): Child {
  const button = (word: string, approve: boolean) =>
    h('button', { type: 'button', id: `${word.toLowerCase()}-${id}`, onclick: () => decide(approve) }, `${word} …`);
  return h('div', { class: 'buttons' }, button('Approve', true), button(no, false));
}

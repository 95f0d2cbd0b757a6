import { type Child, h } from './dom.ts';

/** A figure that one sees at a glance, under its name; what exactly it is, to who points at it. */
export function tile(name: string, value: Child, tone = '', title?: string): HTMLElement {
  return h('li', { class: `tile ${tone}`, title }, h('span', {}, name), h('strong', {}, value));
}

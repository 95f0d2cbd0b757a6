import type { StaffClient } from '../../client/src/client.ts';
import type { Desk } from './desk.ts';
import { type Child, h, show } from './dom.ts';
import { explain } from './problems.ts';

/** A field of a dialog. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly value?: string;
  readonly type?: 'text' | 'number' | 'email' | 'datetime-local';
  /** To choose from: what is sent, and how it reads. */
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly isOptional?: true;
  /** Of many lines. */
  readonly isLong?: true;
  readonly min?: number;
  readonly max?: number;
  /** Of a number: whether it may have a fraction. */
  readonly isFraction?: true;
  readonly maxLength?: number;
}

/** What is asked before something is done. */
export interface Question {
  readonly title: string;
  /** What will happen, in a sentence or two. */
  readonly explanation?: Child;
  readonly fields?: readonly Field[];
  /** What the button says: what it does. */
  readonly action: string;
  /** It cannot be taken back. */
  readonly isFinal?: true;
  /** It says why by itself. */
  readonly hasNoReason?: true;
  /** What is said when it is done, where that is more than that. */
  readonly said?: () => string;
  /** Does it. What it throws is shown in the dialog, which stays open for another try. */
  run(values: Readonly<Record<string, string>>, by: Means): Promise<void>;
}

/** By what an answered question is done. */
export interface Means {
  /** The API, told why. */
  readonly api: StaffClient;
  /** The same for every try of a dialog: a double click, or an answer that was lost, does nothing twice. */
  readonly idempotencyKey: string;
}

/** What every question ends with: people say why they change something, and it is kept. */
const why: Field = {
  name: 'why',
  label: 'Why',
  help: 'Kept with your name for seven years.',
  isLong: true,
  maxLength: 500,
};

/** Asks, does it, says it, and tells whether it was done. The keyboard alone suffices: Enter on the button does it, Escape leaves. */
export function ask(
  desk: Desk,
  { title, explanation, fields = [], action, isFinal, hasNoReason, said = () => `${action}: done.`, run }: Question,
): Promise<boolean> {
  const idempotencyKey = crypto.randomUUID();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const trouble = h('div', { role: 'alert' });
  const button = h('button', { type: 'submit', class: isFinal ? 'final' : 'primary' }, action);
  const back = h('button', { type: 'button', onclick: () => dialog.close() }, 'Back');
  let isRunning = false;
  let isDone = false;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (isRunning) return;
    isRunning = true;
    button.disabled = true;
    show(trouble);
    try {
      const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()] as const);
      const values = Object.fromEntries(entries.filter(([, value]) => value !== ''));
      const api = values.why === undefined ? desk.api : desk.because(values.why);
      await run(values, { api, idempotencyKey });
      desk.say(said());
      isDone = true;
      dialog.close();
    } catch (error) {
      show(trouble, h('p', { class: 'alert' }, explain(error)));
    } finally {
      isRunning = false;
      button.disabled = false;
    }
  }

  const form = h(
    'form',
    { onsubmit: submit },
    h('h2', { id: 'question' }, title),
    explanation !== undefined && h('p', {}, explanation),
    [...fields, ...(hasNoReason ? [] : [why])].map(fieldOf),
    trouble,
    h('div', { class: 'buttons' }, button, back),
  );
  const dialog = h('dialog', { 'aria-labelledby': 'question' }, form);
  dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(isDone);
  });
  document.body.append(dialog);
  // It gives the focus back to what opened it when it closes.
  dialog.showModal();
  return promise;
}

function fieldOf(field: Field): HTMLElement {
  const {
    name,
    label,
    help,
    value,
    type = 'text',
    options,
    isOptional,
    isLong,
    isFraction,
    min,
    max,
    maxLength,
  } = field;
  const attributes = {
    name,
    required: isOptional !== true,
    maxlength: maxLength,
    'aria-describedby': help !== undefined && `${name}-help`,
  };
  const input =
    options !== undefined
      ? h(
          'select',
          attributes,
          options.map(([option, text]) => h('option', { value: option, selected: option === value }, text)),
        )
      : isLong
        ? h('textarea', { ...attributes, rows: 3 }, value ?? '')
        : h('input', {
            ...attributes,
            type,
            value,
            min,
            max,
            ...(type === 'number' && { step: isFraction ? 'any' : 1 }),
          });
  return h(
    'div',
    { class: 'field' },
    h('label', {}, h('span', {}, label, isOptional === true && h('small', {}, ' (optional)')), input),
    help !== undefined && h('small', { id: `${name}-help` }, help),
  );
}

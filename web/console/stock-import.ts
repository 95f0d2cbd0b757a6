import type { StaffClient } from '../../client/src/client.ts';
import type { Desk } from './desk.ts';
import { type Child, h, show } from './dom.ts';
import { counted } from './format.ts';
import { alertOf, explain } from './problems.ts';
import { columns, keyOfFile, readStockRows, type StockMovement, type StockRow } from './stock-rows.ts';
import { table } from './table.ts';

/** What became of a row. */
type Outcome = { readonly isDone: true; readonly said: string } | { readonly isDone: false; readonly said: string };

/** So many rows at a time: a file must not crowd out who works beside it. */
const atOnce = 4;
/** So many rows of a preview are drawn; what is wrong is drawn before what is right. */
const drawn = 100;

/**
 * Books the movements of a file: shows first what it would do and which rows are wrong, books only a file that is right,
 * and says of each row what became of it. The same file again books nothing twice.
 * @returns whether anything was booked
 */
export function importDialog(desk: Desk): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const file = h('input', { type: 'file', accept: '.csv,text/csv', id: 'file' });
  const why = h('input', { id: 'import-why', value: 'Stock take', maxlength: 500 });
  const preview = h('div', { 'aria-live': 'polite' });
  const book = h('button', { type: 'button', class: 'primary', disabled: true }, 'Book');
  const close = h('button', { type: 'button', onclick: () => dialog.close() }, 'Close');
  let key = '';
  let movements: readonly (StockRow & { readonly movement: StockMovement })[] = [];
  let isBooked = false;
  let isStopped = false;

  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    book.disabled = true;
    if (chosen === undefined) return show(preview);
    try {
      const text = await chosen.text();
      key = await keyOfFile(text);
      const rows = readStockRows(text);
      const wrong = rows.filter(({ error }) => error !== undefined);
      movements = rows.flatMap((row) => (row.movement === undefined ? [] : [{ ...row, movement: row.movement }]));
      show(preview, wrong.length > 0 ? wrongRows(wrong) : rightRows(rows));
      book.disabled = wrong.length > 0;
    } catch (error) {
      show(preview, alertOf(error));
    }
  });

  book.addEventListener('click', async () => {
    book.disabled = true;
    file.disabled = true;
    const api = desk.because(why.value.trim() || 'Stock from a file');
    const outcomes = new Map<StockRow, Outcome>();
    const bar = h('progress', { max: movements.length, value: 0, 'aria-label': 'Rows booked' });
    const said = h('p', {}, 'Booking …');
    show(preview, bar, said);
    const left = [...movements];
    const work = async () => {
      for (let row = left.shift(); row !== undefined && !isStopped; row = left.shift()) {
        outcomes.set(row, await bookRow(api, row, `${key}-${row.row}`));
        bar.value = outcomes.size;
        show(said, `${outcomes.size} of ${movements.length}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const failed = [...outcomes].filter(([, { isDone }]) => !isDone);
    isBooked = outcomes.size > failed.length;
    desk.say(`${counted(outcomes.size - failed.length, 'row was', 'rows were')} booked; ${failed.length} not.`);
    show(preview, h('p', {}, `${counted(outcomes.size - failed.length, 'row')} booked.`), failedRows(failed));
    file.disabled = false;
    // What could not be reached may be sent again, as it is.
    book.disabled = failed.length === 0;
  });

  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'import' },
    h('h2', { id: 'import' }, 'Book from CSV'),
    h(
      'p',
      {},
      `The first row names the columns: ${columns.join(', ')}. type is count, receive or adjust; reason and reference may be left out. The same file again books nothing twice.`,
    ),
    h('div', { class: 'field' }, h('label', {}, h('span', {}, 'File'), file)),
    h('div', { class: 'field' }, h('label', {}, h('span', {}, 'Why'), why)),
    preview,
    h('div', { class: 'buttons' }, book, close),
  );
  dialog.addEventListener('close', () => {
    isStopped = true;
    dialog.remove();
    resolve(isBooked);
  });
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}

async function bookRow(
  api: StaffClient,
  { sku, movement }: { readonly sku: string; readonly movement: StockMovement },
  idempotencyKey: string,
): Promise<Outcome> {
  try {
    const { onHand, count } = await api.moveStock({ sku, body: movement }, { idempotencyKey });
    const said =
      count === undefined ? `${onHand >= 0 ? '+' : ''}${onHand}` : `counted ${count.counted}, book ${count.book}`;
    return { isDone: true, said };
  } catch (error) {
    return { isDone: false, said: explain(error) };
  }
}

function wrongRows(rows: readonly StockRow[]): Child {
  return [
    h(
      'p',
      { class: 'alert', role: 'alert' },
      `${counted(rows.length, 'row is', 'rows are')} wrong: nothing is booked until they are right.`,
    ),
    tableOf(rows.map(({ row, sku, error }) => [String(row), sku, error ?? ''])),
  ];
}

function rightRows(rows: readonly StockRow[]): Child {
  return [
    h('p', {}, `${counted(rows.length, 'row')} can be booked.`),
    tableOf(rows.map(({ row, sku, movement }) => [String(row), sku, movement ? inWords(movement) : ''])),
  ];
}

function failedRows(failed: readonly (readonly [StockRow, Outcome])[]): Child {
  if (failed.length === 0) return undefined;
  return [
    h('p', { class: 'alert', role: 'alert' }, `${counted(failed.length, 'row was', 'rows were')} refused:`),
    tableOf(failed.map(([{ row, sku }, { said }]) => [String(row), sku, said])),
  ];
}

function inWords(movement: StockMovement): string {
  switch (movement.type) {
    case 'count':
      return `count ${movement.counted}`;
    case 'adjust':
      return `adjust by ${movement.change > 0 ? '+' : ''}${movement.change} (${movement.reason})`;
    default:
      return `${movement.type} ${movement.quantity}`;
  }
}

function tableOf(rows: readonly (readonly string[])[]): Child {
  return [
    table('Rows of the file', ['Row', 'Product', 'What'], rows.slice(0, drawn)),
    rows.length > drawn && h('p', { class: 'quiet' }, `and ${rows.length - drawn} more`),
  ];
}

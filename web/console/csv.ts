/** Comma-separated values (RFC 4180), as spreadsheets write and read them. */

/**
 * The rows of a file, each with its fields. Takes semicolons and tabs too, where the first line has more of those: as
 * spreadsheets write them in many countries.
 * @throws Error that names the line where a quote is not closed
 */
export function readCsv(text: string): readonly (readonly string[])[] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body.slice(0, body.search(/[\r\n]|$/)));
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  let openedIn = 0;
  const endField = () => {
    row.push(field);
    field = '';
  };
  const endRow = () => {
    endField();
    // An empty line is no row.
    if (row.some((value) => value.trim() !== '')) rows.push(row);
    row = [];
  };
  for (let index = 0; index < body.length; index++) {
    const sign = body[index];
    if (isQuoted) {
      if (sign !== '"') field += sign;
      else if (body[index + 1] === '"') {
        field += '"';
        index++;
      } else isQuoted = false;
    } else if (sign === '"' && field === '') {
      isQuoted = true;
      openedIn = rows.length + 1;
    } else if (sign === separator) endField();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') field += sign;
  }
  if (isQuoted) throw new Error(`A quote that begins in row ${openedIn} is not closed.`);
  endRow();
  return rows;
}

/** A file of these rows. What a spreadsheet would take for a formula is written so that it is text. */
export function writeCsv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('');
}

function fieldOf(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function separatorOf(line: string): string {
  const counts = [',', ';', '\t'].map((sign) => [sign, line.split(sign).length] as const);
  return counts.reduce((most, other) => (other[1] > most[1] ? other : most))[0];
}

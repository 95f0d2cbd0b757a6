import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from '../../web/console/csv.ts';

describe('comma-separated values', () => {
  it('are read as spreadsheets write them', () => {
    expect(readCsv('\uFEFFsku,units\r\n"A ""big"" one, blue",3\r\n\r\nB,\n')).toEqual([
      ['sku', 'units'],
      ['A "big" one, blue', '3'],
      ['B', ''],
    ]);
    expect(readCsv('sku;units\nA;3')).toEqual([
      ['sku', 'units'],
      ['A', '3'],
    ]);
    expect(readCsv('')).toEqual([]);
  });

  it('say where a quote is not closed', () => {
    expect(() => readCsv('sku\nA\n"B\nC')).toThrow('row 3');
  });

  it('read what was written, whatever stands in it', () => {
    const field = fc
      .string()
      .filter((text) => text.trim() !== '' && !/^[=+\-@\t\r]/.test(text) && !text.includes('\r'));
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        const heading = ['a', 'b'];
        expect(readCsv(writeCsv([heading, ...rows]))).toEqual([heading, ...rows]);
      }),
    );
  });

  it('give a spreadsheet no formula to run', () => {
    expect(writeCsv([['=HYPERLINK("http://evil")', -3]])).toBe(`"'=HYPERLINK(""http://evil"")",-3\r\n`);
  });
});

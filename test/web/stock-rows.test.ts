import { describe, expect, it } from 'vitest';
import { StockMovementRequest } from '../../lambdas/stock-keeping/stock-movement-request.ts';
import { keyOfFile, readStockRows } from '../../web/console/stock-rows.ts';

const rowsOf = (...lines: readonly string[]) => readStockRows(['sku,type,units,reason,reference', ...lines].join('\n'));

describe('a file of stock movements', () => {
  it.each([
    ['A,count,12,,List 4', { type: 'count', counted: 12, reference: 'List 4' }],
    ['A,count,0', { type: 'count', counted: 0 }],
    ['A,receive,5', { type: 'receive', quantity: 5, reason: 'PURCHASE' }],
    ['A,Receive,5,return', { type: 'receive', quantity: 5, reason: 'RETURN' }],
    ['A,adjust,-2,lost', { type: 'adjust', change: -2, reason: 'LOST' }],
    ['A,adjust,3,CORRECTION', { type: 'adjust', change: 3, reason: 'CORRECTION' }],
  ])('asks by “%s” for what the API takes', (line, movement) => {
    const [row] = rowsOf(line);

    expect(row).toEqual({ row: 2, sku: 'A', movement });
    expect(StockMovementRequest.safeParse(row?.movement).success).toBe(true);
  });

  it.each([
    [',count,1', 'sku is missing.'],
    ['A,count,', 'units must be a whole number'],
    ['A,count,1.5', 'units must be a whole number'],
    ['A,count,many', 'units must be a whole number'],
    ['A,count,-1', 'units must be 0 or more'],
    ['A,receive,0', 'units must be 1 or more'],
    ['A,receive,1,STOLEN', 'reason must be one of PURCHASE'],
    ['A,adjust,1', 'reason must be one of CORRECTION'],
    ['A,adjust,1,LOST', 'units must be below 0'],
    ['A,adjust,-1,FOUND', 'units must be above 0'],
    ['A,adjust,0,CORRECTION', 'units must not be 0'],
    ['A,adjust,1,toString', 'reason must be one of CORRECTION'],
    ['A,move,1', 'type must be count, receive or adjust'],
  ])('says what is wrong with “%s”, and asks for nothing by it', (line, error) => {
    const [row] = rowsOf(line);

    expect(row?.error).toContain(error);
    expect(row).not.toHaveProperty('movement');
  });

  it('counts a product once: the second row that does says where the first is', () => {
    expect(rowsOf('A,count,1', 'B,count,1', 'A,count,2', 'A,receive,2').map(({ error }) => error)).toEqual([
      undefined,
      undefined,
      'A was counted in row 2 already.',
      undefined,
    ]);
  });

  it.each([
    ['', 'The file is empty.'],
    ['sku,units\nA,1', 'type is missing'],
    ['sku,type,units', 'no row beneath its heading'],
  ])('refuses a file that is none: %j', (text, error) => {
    expect(() => readStockRows(text)).toThrow(error);
  });

  it('has a key by its content, so that the same file again books nothing twice', async () => {
    expect(await keyOfFile('a')).toBe(await keyOfFile('a'));
    expect(await keyOfFile('a')).not.toBe(await keyOfFile('b'));
  });
});

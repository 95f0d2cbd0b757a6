import * as z from 'zod/mini';
import { read } from '../runtime/dynamodb-read.ts';
import { absent, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { Switch } from './switch.ts';

const key = { pk: 'INTAKE', sk: 'SWITCHES' } as const;

/** All switches, as they were read. */
const Switches = z.object({ version: z.int(), switches: z.readonly(z.array(Switch)) });
export type Switches = Readonly<z.output<typeof Switches>>;

const none: Switches = { version: 0, switches: [] };

/** The functions of the Intake table. */
export type SwitchTable = ReturnType<typeof switchTable>;

/** The Intake table: one item, the switches by which orders are taken in and looked after, so that one read has them all. */
export function switchTable(tableName = environment('INTAKE_TABLE')) {
  const { put } = writesTo<Switches>(tableName);

  /** How they stand, strongly consistent. */
  async function find(): Promise<Switches> {
    return (await read({ tableName, key, as: (item) => z.parse(Switches, item) })) ?? none;
  }

  /** Puts others in the place of those that were read. @returns false where somebody else has changed them meanwhile */
  async function replace({ version }: Switches, switches: readonly Switch[]): Promise<boolean> {
    const when = { version: version === 0 ? absent : version };
    return tryWrite(put({ ...key, version: version + 1, switches }, when));
  }

  return { find, replace };
}

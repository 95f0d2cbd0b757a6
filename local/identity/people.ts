import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Role, roles } from '../../lambdas/access/roles.ts';

/** A person of the shop as the local issuer knows them. */
const Person = z.strictObject({
  /** By which the service knows them for good. */
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.email(),
  roles: z.array(z.enum(roles as readonly [Role, ...Role[]])),
  disabled: z.boolean().default(false),
});
export type Person = z.output<typeof Person>;

const person = (id: string, name: string, ...held: Role[]): Person => ({
  id,
  name,
  email: `${id}@shop.example`,
  roles: held,
  disabled: false,
});

/** One person of each role, a second one who may approve, one without a role, and one who has left. */
const demoPeople: readonly Person[] = [
  person('susan', 'Susan Support', 'support'),
  person('keith', 'Keith Stock Keeper', 'stock-keeper'),
  person('fiona', 'Fiona Finance', 'finance'),
  person('frank', 'Frank Finance', 'finance'),
  person('oscar', 'Oscar Operator', 'operator'),
  person('alice', 'Alice Admin', 'admin'),
  person('nora', 'Nora, new here'),
  { ...person('dan', 'Dan, who has left', 'admin'), disabled: true },
];

/** The people that an issuer knows, as they are now. */
export type People = () => Promise<readonly Person[]>;

/**
 * The people in `people.json` of a folder, which is made with the demo people where it is missing. It is read whenever
 * somebody signs in or stays signed in: to give a role, or to disable somebody, edit it.
 * @throws Error naming the file, and what in it is wrong
 */
export function peopleIn(folder: string): People {
  const file = join(folder, 'people.json');
  return async () => {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      await mkdir(folder, { recursive: true });
      await writeFile(file, `${JSON.stringify(demoPeople, null, 2)}\n`);
      return demoPeople;
    }
    const read = z.array(Person).safeParse(parsed(text));
    if (!read.success) throw new Error(`${file} is not a list of people: ${z.prettifyError(read.error)}`);
    return read.data;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

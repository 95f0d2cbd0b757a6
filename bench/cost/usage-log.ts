import { open } from 'node:fs/promises';

/** One thing that AWS would bill, as the local cloud notes it (local/emulator/bridges/usage.py). */
export type UsageEntry =
  /** A request of the HTTP API: method and path. */
  | { readonly request: string }
  /** A run of a function, by the clock or not; `messages` are those of a queue that it was given. */
  | { readonly invocation: string; readonly logBytes: number; readonly messages?: number; readonly scheduled?: true }
  /** A call of a service (`dynamodb:GetItem`) by a role, or by nobody's, and the units of each table or table/index. */
  | {
      readonly call: string;
      readonly role: string | null;
      readonly read?: Readonly<Record<string, number>>;
      readonly write?: Readonly<Record<string, number>>;
    };

/** The file in which a local cloud notes what AWS would bill, read from where it was read last. */
export class UsageLog {
  readonly #file: string;
  #position = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** What has come since the last call. */
  async take(): Promise<readonly UsageEntry[]> {
    const file = await open(this.#file, 'a+');
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read(Buffer.alloc(size - this.#position), 0, size - this.#position, this.#position);
      const end = buffer.lastIndexOf('\n') + 1;
      this.#position += end;
      const lines = buffer.toString('utf8', 0, end).split('\n').slice(0, -1);
      return lines.map((line) => JSON.parse(line) as UsageEntry);
    } finally {
      await file.close();
    }
  }
}

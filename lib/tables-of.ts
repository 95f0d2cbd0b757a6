import { Construct } from 'constructs';
import { constructId } from './construct-id.ts';
import { ServiceTable, type TableRecord, type TableStage } from './service-table.ts';
import type { Stage } from './stages.ts';
import { forgets, type Tables, tables } from './tables.ts';

/** Makes the tables of a stage, and that of the pretend provider's own records in stages that have it. */
export function tablesOf(
  scope: Construct,
  stage: TableStage & Pick<Stage, 'sandboxPayments'>,
): Tables & { readonly sandboxPayments?: ServiceTable } {
  const parent = new Construct(scope, 'Tables');
  const records: Readonly<Record<string, TableRecord>> = {
    ...tables,
    ...(stage.sandboxPayments && { sandboxPayments: forgets }),
  };
  return Object.fromEntries(
    Object.entries(records).map(([name, record]) => [
      name,
      new ServiceTable(parent, constructId(name), { stage, ...record }),
    ]),
  ) as Tables;
}

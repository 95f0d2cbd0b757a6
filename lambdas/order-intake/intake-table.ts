import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { Intake, openIntake } from './intake.ts';

const key = { pk: 'INTAKE', sk: 'INTAKE' } as const;

/** The functions of the Intake table. */
export type IntakeTable = ReturnType<typeof intakeTable>;

/** The Intake table: one item, the switch of `PUT /operations/intake`. */
export function intakeTable(tableName = environment('INTAKE_TABLE')) {
  /** How it stands, strongly consistent. */
  async function find(): Promise<Intake> {
    return (await read({ tableName, key, as: (item) => z.parse(Intake, item) })) ?? openIntake;
  }

  /** Sets it, whatever it was: the last who says so is right. */
  async function set(intake: Intake): Promise<void> {
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...key, ...intake } }));
  }

  return { find, set };
}

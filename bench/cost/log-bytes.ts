import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** What events leave in a workflow's log. */
export function workflowLogBytes(events: readonly HistoryEvent[]): number {
  return events.reduce((sum, event) => sum + eventBytes(event), 0);
}

/** Whether an event stands in a log that takes failures only. */
export function isFailure({ type }: HistoryEvent): boolean {
  return /(Failed|TimedOut|Aborted)$/.test(type ?? '');
}

/** The bytes of an event in a workflow's log, without the order's data, in the form that Step Functions documents. */
function eventBytes({ id, previousEventId, type, timestamp, ...event }: HistoryEvent): number {
  const { input: _in, output: _out, parameters: _parameters, ...details } = Object.assign({}, ...Object.values(event));
  const logged = {
    id: String(id),
    type,
    details,
    redrive_count: '0',
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp?.getTime()),
    execution_arn: `arn:aws:states:us-east-1:123456789012:express:order-confirmation-prod:${randomUUID()}:${randomUUID()}`,
  };
  return JSON.stringify(logged).length;
}

/** What stands in a line of the API's access log, by the length of what API Gateway puts there. */
const inAccessLog: Readonly<Record<string, string>> = {
  '$context.requestId': 'JKJaXmPLvHcESHA=',
  '$context.requestTimeEpoch': '1764147000',
  '$context.routeKey': 'POST /orders',
  '$context.status': '202',
  '$context.authorizer.claims.client_id': '1example23456789abcdefghij',
  '$context.authorizer.error': '-',
  '$context.integrationErrorMessage': '-',
  '$context.responseLatency': '100',
};

/** The bytes of a line of the access log, in the format that was deployed. */
export async function accessLogLineBytes(dataFolder: string): Promise<number> {
  const template = await readFile(join(dataFolder, 'cdk.out', 'order-confirmation-prod.template.json'), 'utf8');
  // In a template, it is JSON in JSON.
  const [, format = ''] = /"Format": ("(?:[^"\\]|\\.)*requestTimeEpoch(?:[^"\\]|\\.)*")/.exec(template) ?? [];
  const line = (JSON.parse(format) as string).replaceAll(/\$context\.[\w.]+/g, (name) => inAccessLog[name] ?? '-');
  return line.length;
}

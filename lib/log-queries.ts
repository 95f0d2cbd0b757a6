import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/** A question to the logs that operators have again and again. */
interface LogQuery {
  /** The logs that it is about; of none, whoever asks chooses the functions' logs in the console. */
  readonly logs: readonly string[];
  readonly lines: readonly string[];
}

/** The questions of a stage, by their names in the console. */
function queriesOf(service: string): Readonly<Record<string, LogQuery>> {
  const accessLog = [`/aws/vendedlogs/api/${service}`];
  const workflowLogs = [`/aws/vendedlogs/states/${service}`, `/aws/vendedlogs/states/${service}-express`];
  return {
    'What fails: routes that answer 5xx': {
      logs: accessLog,
      lines: [
        'fields @timestamp, requestId, route, status, error',
        '| filter status >= 500',
        '| stats count(*) as answers, latest(@timestamp) as last, latest(requestId) as example by route, status, error',
        '| sort answers desc',
      ],
    },
    'Who is refused: 4xx by storefront and route': {
      logs: accessLog,
      lines: [
        'filter status >= 400 and status < 500',
        '| stats count(*) as answers by storefront, route, status, refusal',
        '| sort answers desc',
      ],
    },
    'How quick: answers by route, in milliseconds': {
      logs: accessLog,
      lines: [
        'stats count(*) as answers, pct(milliseconds, 50) as p50, pct(milliseconds, 95) as p95, pct(milliseconds, 99) as p99 by route',
        '| sort answers desc',
      ],
    },
    'Which steps fail: by error and cause': {
      logs: workflowLogs,
      lines: [
        'filter type like /Failed|TimedOut|Aborted/',
        '| stats count(*) as events, latest(execution_arn) as example by type, details.error, details.cause',
        '| sort events desc',
      ],
    },
    'One order: what every function said of it': {
      logs: [],
      lines: [
        'fields @timestamp, service, level, message, error.name, error.message',
        '| filter orderId = "ORDER_ID" or @message like "ORDER_ID"',
        '| sort @timestamp',
      ],
    },
    'What functions complain of: by message': {
      logs: [],
      lines: [
        'filter level in ["WARN", "ERROR"]',
        '| stats count(*) as lines, latest(@timestamp) as last, latest(orderId) as example by service, level, message, error.name',
        '| sort lines desc',
      ],
    },
  };
}

/** The questions to the logs, where an operator finds them: in Logs Insights, under "Queries". */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const service = `order-confirmation-${stage.name}`;
    for (const [name, { logs, lines }] of Object.entries(queriesOf(service))) {
      new CfnQueryDefinition(this, name.replaceAll(/\W/g, ''), {
        name: `${service}/${name}`,
        queryString: lines.join('\n'),
        ...(logs.length > 0 && { logGroupNames: [...logs] }),
      });
    }
  }
}

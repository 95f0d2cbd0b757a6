import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { environment } from './environment.ts';
import { serviceName } from './service-name.ts';

let metrics: Metrics | undefined;

/**
 * Counts events of this name, one unless told otherwise, in the service's CloudWatch namespace (embedded metric format:
 * no call is made). One service for all functions, so that one alarm hears of every function's events; and the stage,
 * because an account may have several.
 */
export function count(name: string, times = 1): void {
  metrics ??= new Metrics({ serviceName, defaultDimensions: { stage: environment('STAGE') } });
  metrics.addMetric(name, MetricUnit.Count, times);
  metrics.publishStoredMetrics();
}

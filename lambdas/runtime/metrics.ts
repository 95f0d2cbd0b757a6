import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** One dimension for the whole service, so that one alarm hears of every function's events. */
const metrics = new Metrics({ serviceName: 'order-confirmation' });

/** Counts one event of this name in the service's CloudWatch namespace (embedded metric format: no call is made). */
export function count(name: string): void {
  metrics.addMetric(name, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

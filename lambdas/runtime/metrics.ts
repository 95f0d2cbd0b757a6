import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** One dimension for the whole service, so that one alarm hears of every function's events. */
const metrics = new Metrics({ serviceName: 'order-confirmation' });

/** Counts events of this name, one unless told otherwise, in the service's CloudWatch namespace (embedded metric format: no call is made). */
export function count(name: string, times = 1): void {
  metrics.addMetric(name, MetricUnit.Count, times);
  metrics.publishStoredMetrics();
}

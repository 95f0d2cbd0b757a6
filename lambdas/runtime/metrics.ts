import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { environment } from './environment.ts';
import { serviceName } from './service-name.ts';

let metrics: Metrics | undefined;

/**
 * One service for all functions, so that one alarm hears of every function's events; and the stage, because an account
 * may have several.
 */
function ofThisStage(): Metrics {
  metrics ??= new Metrics({ serviceName, defaultDimensions: { stage: environment('STAGE') } });
  return metrics;
}

/**
 * Counts events of this name, one unless told otherwise, in the service's CloudWatch namespace (embedded metric format:
 * no call is made).
 */
export function count(name: string, times = 1): void {
  ofThisStage().addMetric(name, MetricUnit.Count, times);
  ofThisStage().publishStoredMetrics();
}

/** Some of one kind, each by its value: CloudWatch keeps how they are spread, so that it knows their percentiles. */
export interface Measured {
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds';
  readonly values: readonly number[];
}

/** Publishes measures by their names, together in as few lines of the log as can be; nothing where there is no value. */
export function measure(measures: Readonly<Record<string, Measured>>): void {
  const metrics = ofThisStage();
  for (const [name, { unit, values }] of Object.entries(measures)) {
    // A hundred values of one fill a line, which is then written.
    for (const value of values) metrics.addMetric(name, MetricUnit[unit], value);
  }
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

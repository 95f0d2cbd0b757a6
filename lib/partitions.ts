import { Aws, CfnMapping, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * What AWS's partitions call differently, beside what ARNs say. Regions of other partitions are refused (`regions.ts`).
 */
const partitions = {
  aws: { console: 'console.aws.amazon.com', tokenHost: 'auth' },
  'aws-cn': { console: 'console.amazonaws.cn', tokenHost: 'auth' },
  'aws-us-gov': { console: 'console.amazonaws-us-gov.com', tokenHost: 'auth-fips' },
} as const;

/**
 * The console's host without its region, or the part of a user pool's host before the region, where the stack is
 * deployed.
 */
export function ofPartition(scope: Construct, what: keyof (typeof partitions)['aws']): string {
  const stack = Stack.of(scope);
  const found = stack.node.tryFindChild('Partitions');
  const mapping = found instanceof CfnMapping ? found : new CfnMapping(stack, 'Partitions', { mapping: partitions });
  return mapping.findInMap(Aws.PARTITION, what);
}

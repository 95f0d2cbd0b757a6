import { Token } from 'aws-cdk-lib';
import type { Stage } from './stages.ts';

/**
 * Where a service that we need is missing: the regions in which CloudFormation does not know its resources (November
 * 2026).
 */
export const regionsWithout = {
  SES: [
    'ap-east-1',
    'ap-east-2',
    'ap-southeast-4',
    'ap-southeast-6',
    'ap-southeast-7',
    'cn-north-1',
    'cn-northwest-1',
    'eu-south-2',
    'mx-central-1',
  ],
  Cognito: ['cn-north-1', 'cn-northwest-1'],
} as const satisfies Record<string, readonly string[]>;

/** Where SES takes mails in (AWS General Reference, "Amazon SES endpoints and quotas", e-mail receiving endpoints). */
const regionsThatReceive: readonly string[] = [
  ...[
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'ca-central-1',
    'sa-east-1',
    'af-south-1',
    'me-south-1',
    'il-central-1',
  ],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'eu-south-1'],
  ...[
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
  ],
];

/** The stage cannot be deployed there. */
export class RegionLacksService extends Error {
  override readonly name = 'RegionLacksService';
}

/**
 * Lets a region pass, or one that is not known.
 * @throws RegionLacksService that says what is missing, and the way out
 */
export function demandServices(region: string | undefined, { issuer }: Pick<Stage, 'issuer'>): void {
  if (region === undefined) return;
  const lacks = (service: keyof typeof regionsWithout) => regionsWithout[service].some((name) => name === region);
  if (/^(?:\w+-iso|eusc-)/.test(region)) {
    throw new RegionLacksService(
      `${region}: the addresses of its partition are not known to this service (lib/partitions.ts).`,
    );
  }
  if (lacks('SES')) {
    throw new RegionLacksService(
      `${region} has no SES, so no customer could be told. Choose another region (AWS_REGION).`,
    );
  }
  if (lacks('Cognito') && issuer === undefined) {
    throw new RegionLacksService(
      `${region} has no Cognito user pools. Name an issuer of your own, or choose another region.`,
    );
  }
}

/**
 * Lets a region pass where SES takes mails in, or one that is not known.
 * @throws RegionLacksService
 */
export function demandReceiving(region: string): void {
  if (Token.isUnresolved(region) || regionsThatReceive.includes(region)) return;
  throw new RegionLacksService(
    `SES takes no mails in ${region}. Leave --support-mail out, or deploy to a region that does: ${regionsThatReceive.join(', ')}.`,
  );
}

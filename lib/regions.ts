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

import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { output } from './output.ts';
import { sendersOf } from './shop.ts';
import type { Stage } from './stages.ts';

/**
 * The addresses, or their whole domains, that SES lets us send from. SES or the domains' owners must still confirm
 * them.
 */
export class SenderIdentity extends Construct {
  /** What a function that sends must have rights to. */
  readonly arns: readonly string[];
  /** The DNS records that verify domains and sign their mail (name → value); none for addresses. */
  readonly #dnsRecords: readonly { readonly name: string; readonly value: string }[];

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const addresses = sendersOf(stage.shop);
    const domains = [...new Set(addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
    const arn = (name: string) =>
      Stack.of(this).formatArn({
        service: 'ses',
        resource: 'identity',
        resourceName: name,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
    if (stage.senderIdentity === 'existing') {
      // Either may be what was verified before; SES asks for rights to the more specific one.
      this.arns = [...addresses, ...domains].map(arn);
      this.#dnsRecords = [];
      return;
    }
    const isOfDomains = stage.senderIdentity === 'domain';
    const names = isOfDomains ? domains : addresses;
    const identities = names.map((name, index) => {
      // The first is named as that of earlier releases, which had but one: another name would verify it anew.
      const identity = new EmailIdentity(this, index === 0 ? 'Identity' : name, {
        identity: isOfDomains ? Identity.domain(name) : Identity.email(name),
      });
      identity.applyRemovalPolicy(stage.removalPolicy);
      return identity;
    });
    this.arns = names.map(arn);
    this.#dnsRecords = isOfDomains ? identities.flatMap(({ dkimRecords }) => dkimRecords) : [];
  }

  /** Names the DNS records in the service's outputs. */
  nameIn(service: Construct): void {
    for (const [index, { name, value }] of this.#dnsRecords.entries()) {
      output(service, `SenderDnsRecord${index + 1}`, `${name} CNAME ${value}`);
    }
  }
}

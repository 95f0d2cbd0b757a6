import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { output } from './output.ts';
import type { Stage } from './stages.ts';

/** The address, or its whole domain, that SES lets us send from. SES or the domain's owner must still confirm it. */
export class SenderIdentity extends Construct {
  /** What a function that sends must have rights to. */
  readonly arns: readonly string[];
  /** The DNS records that verify a domain and sign its mail (name → value), empty for an address. */
  readonly #dnsRecords: readonly { readonly name: string; readonly value: string }[];

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const domain = stage.sender.slice(stage.sender.lastIndexOf('@') + 1);
    const arn = (name: string) =>
      Stack.of(this).formatArn({
        service: 'ses',
        resource: 'identity',
        resourceName: name,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
    if (stage.senderIdentity === 'existing') {
      // Either may be what was verified before; SES asks for rights to the more specific one.
      this.arns = [arn(stage.sender), arn(domain)];
      this.#dnsRecords = [];
      return;
    }
    const name = stage.senderIdentity === 'domain' ? domain : stage.sender;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: stage.senderIdentity === 'domain' ? Identity.domain(domain) : Identity.email(stage.sender),
    });
    identity.applyRemovalPolicy(stage.removalPolicy);
    this.arns = [arn(name)];
    this.#dnsRecords = stage.senderIdentity === 'domain' ? identity.dkimRecords : [];
  }

  /** Names the DNS records in the service's outputs. */
  nameIn(service: Construct): void {
    for (const [index, { name, value }] of this.#dnsRecords.entries()) {
      output(service, `SenderDnsRecord${index + 1}`, `${name} CNAME ${value}`);
    }
  }
}

import { account, type DeployedResource } from './deployed-resources.ts';

/** Who asks for what. */
export interface Request {
  /** A service (`cloudwatch.amazonaws.com`) or a role's ARN. */
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  /**
   * What AWS says of the request: `aws:SourceArn` and the like. All requests come over TLS unless this says otherwise.
   */
  readonly context?: Readonly<Record<string, string>>;
}

/** A statement of a policy. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Document = { readonly Statement: readonly Statement[] };

/**
 * Whether AWS would let the request through, by the policies of the deployed resources: IAM's rules for one account (an
 * explicit Deny wins; else the caller's own or the resource's policy has to allow it), and no more of IAM than these
 * stacks use.
 * @throws Error when a policy has a condition that it does not know
 */
export function isAllowed(resources: readonly DeployedResource[], request: Request): boolean {
  const applying = [...ownPolicies(resources, request.caller), ...policiesOn(resources, request)].filter((statement) =>
    applies(statement, request),
  );
  return applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
}

/** The policies of a role; a service has none. */
export function ownPolicies(resources: readonly DeployedResource[], caller: string): readonly Statement[] {
  const role = resources.find(({ type, arn }) => type === 'AWS::IAM::Role' && arn === caller);
  if (role === undefined) return [];
  const policies = resources.filter(
    ({ type, properties }) => type === 'AWS::IAM::Policy' && (properties.Roles as string[]).includes(role.logicalId),
  );
  return policies.flatMap(({ properties }) => statementsIn(properties.PolicyDocument));
}

/**
 * The policies of the resource that the request is about. What they leave out of a statement is the resource itself.
 */
function policiesOn(resources: readonly DeployedResource[], { resource, caller }: Request): readonly Statement[] {
  return resources.flatMap(({ type, arn, logicalId, properties }): readonly Statement[] => {
    if (type === 'AWS::SNS::TopicPolicy' && (properties.Topics as string[]).includes(resource)) {
      return statementsIn(properties.PolicyDocument).filter((statement) => isFor(statement, caller));
    }
    if (type === 'AWS::SQS::QueuePolicy' && (properties.Queues as string[]).some((url) => queueArn(url) === resource)) {
      return statementsIn(properties.PolicyDocument).filter((statement) => isFor(statement, caller));
    }
    if (type === 'AWS::KMS::Key' && arn === resource) {
      return statementsIn(properties.KeyPolicy).filter((statement) => isFor(statement, caller));
    }
    if (type === 'AWS::IAM::Role' && arn === resource) {
      const trust = statementsIn(properties.AssumeRolePolicyDocument);
      return trust
        .filter((statement) => isFor(statement, caller))
        .map((statement) => ({ ...statement, Resource: arn }));
    }
    if (type === 'AWS::Lambda::Permission') {
      const { FunctionName, Principal, Action, SourceArn, SourceAccount } = properties as Record<string, string>;
      if (FunctionName !== resource || Principal !== caller || Action === undefined) return [];
      const ArnLike = SourceArn === undefined ? {} : { 'aws:SourceArn': SourceArn };
      const StringEquals = SourceAccount === undefined ? {} : { 'aws:SourceAccount': SourceAccount };
      return [{ Effect: 'Allow', Action, Resource: resource, Condition: { ArnLike, StringEquals } }];
    }
    // One that hangs on nobody here is for people.
    if (type === 'AWS::IAM::ManagedPolicy' && 'Roles' in properties) {
      throw new Error(`${logicalId}: managed policies are not simulated`);
    }
    return [];
  });
}

function statementsIn(document: unknown): readonly Statement[] {
  return (document as Document).Statement;
}

function isFor({ Principal }: Statement, caller: string): boolean {
  if (Principal === undefined || Principal === '*') return Principal === '*';
  const named = Object.values(Principal).flat();
  return named.includes(caller) || named.includes('*');
}

function applies({ Action, Resource, NotResource, Condition = {} }: Statement, request: Request): boolean {
  const context: Readonly<Record<string, string>> = { 'aws:SecureTransport': 'true', ...request.context };
  return (
    [Action].flat().some((pattern) => isLike(pattern.toLowerCase(), request.action.toLowerCase())) &&
    (Resource === undefined || [Resource].flat().some((pattern) => isLike(pattern, request.resource))) &&
    (NotResource === undefined || ![NotResource].flat().some((pattern) => isLike(pattern, request.resource))) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, [wanted].flat(), context[key])),
    )
  );
}

/** Whether a condition holds; what the request says nothing of does not. */
function holds(operator: string, wanted: readonly string[], value: string | undefined): boolean {
  if (value === undefined) return false;
  if (operator === 'StringEquals' || operator === 'Bool') return wanted.includes(value);
  // IAM treats both alike.
  if (operator === 'ArnLike' || operator === 'ArnEquals') return wanted.some((pattern) => isLike(pattern, value));
  throw new Error(`the condition ${operator} is not simulated`);
}

/** `*` and `?` as in policies. */
export function isLike(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(text);
}

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME` → its ARN. */
export function queueArn(url: string): string {
  const [, region, name] = /^https:\/\/sqs\.([^.]+)\.[^/]+\/\d+\/(.+)$/.exec(url) ?? [];
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

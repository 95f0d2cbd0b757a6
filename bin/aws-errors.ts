/** Errors of AWS by which it takes no call of whoever makes it, as its services call them. */
const notTaken: readonly string[] = [
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
];

/** What to do about an error of AWS that comes of who calls from where, whatever was asked; undefined for any other. */
export function awsErrorInWords({ name, message }: Error): string | undefined {
  if (message.includes('Region is missing')) {
    return 'No region is chosen: set AWS_REGION, or AWS_PROFILE to a profile that has one.';
  }
  if (name === 'CredentialsProviderError') return `AWS needs credentials, in the environment or a profile: ${message}`;
  if (!notTaken.includes(name)) return undefined;
  return `AWS does not take these credentials: ${message} Renew them (aws sso login, say), and see that AWS_PROFILE is the one that you mean.`;
}

/** Where a service of AWS answers that is called without its SDK client. */
export function awsEndpoint(service: string, region: string): string {
  // The China regions have a domain of their own.
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return process.env.AWS_ENDPOINT_URL ?? `https://${service}.${region}.${domain}`;
}

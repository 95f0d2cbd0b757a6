/** The output that names the ARN of a provider's secret: `wechat-pay` → `WechatPaySecretArn`. */
export function secretOutput(provider: string): string {
  return `${provider.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}SecretArn`;
}

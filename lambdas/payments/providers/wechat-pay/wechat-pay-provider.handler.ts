import { providerFunction } from '../../provider-function.ts';
import { weChatPayProvider } from './wechat-pay-provider.ts';

/** WeChat Pay: asks it, verifies its notifications. */
export const handler = providerFunction(weChatPayProvider);

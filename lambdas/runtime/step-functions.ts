import { SFNClient } from '@aws-sdk/client-sfn';
import { awsClientSettings } from './aws-client-settings.ts';

/** The Step Functions client of this execution environment. */
export const stepFunctions = /* @__PURE__ */ new SFNClient(awsClientSettings);

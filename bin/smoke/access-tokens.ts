import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { OperatedStage } from '../operations/operated-stage.ts';
import { NotChecked } from './check.ts';

/** Who calls the stage's API. */
export interface Callers {
  /** @throws NotChecked when there is no way to a token */
  storefront(): Promise<string>;
  /** @throws NotChecked when there is no way to a token */
  backOffice(): Promise<string>;
}

/** The variables that hold access tokens of an issuer that is not the stage's own. */
export const tokenVariables = { storefront: 'STOREFRONT_TOKEN', backOffice: 'BACK_OFFICE_TOKEN' } as const;

/**
 * The access tokens of the stage's storefront and back office: from its own user pool, as the clients of that, from the
 * local issuer, or those that the environment holds.
 */
export function callersOf(stage: OperatedStage, environment = process.env): Callers {
  const pool = stage.outputs.StorefrontUserPoolId;
  const tokenOf = async (caller: keyof typeof tokenVariables, output: string): Promise<string> => {
    const given = environment[tokenVariables[caller]]?.trim();
    if (given) return asToken(tokenVariables[caller], given);
    if (pool !== undefined) return tokenOfPool(stage, pool, stage.output(output));
    if (stage.local !== undefined) {
      return stage.local.fetchToken(stage.output('Issuer'), {
        client: caller === 'backOffice' ? 'back-office' : 'storefront-a',
      });
    }
    throw new NotChecked(`needs an access token of the stage's issuer in ${tokenVariables[caller]}`);
  };
  return {
    storefront: () => tokenOf('storefront', 'StorefrontClientId'),
    backOffice: () => tokenOf('backOffice', 'BackOfficeClientId'),
  };
}

/** @throws Error that does not show it, where it is no token (RFC 6750, 2.1): a call would fail with all of it in its error */
function asToken(variable: string, given: string): string {
  if (/^[\w~+/.-]+=*$/.test(given)) return given;
  throw new Error(`What ${variable} holds is no access token.`);
}

/** By client credentials (RFC 6749, 4.4), with the secret that the pool itself tells who may ask. */
async function tokenOfPool(stage: OperatedStage, UserPoolId: string, ClientId: string): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(stage.settings);
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  // The local cloud has no host of the pool's own.
  const url = stage.local === undefined ? stage.output('TokenUrl') : `${stage.local.settings.endpoint}/oauth2/token`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${ClientId}:${UserPoolClient?.ClientSecret}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!answer.ok) throw new Error(`the user pool answered ${answer.status} when asked for a token`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** What a stage's document says of where it is deployed. */
export interface Deployment {
  /** The API's base URL, without a slash at its end. */
  readonly apiUrl: string;
  /** The OIDC issuer of the access tokens, without a slash at its end; its discovery document says where to get them. */
  readonly issuer: string;
  /** What this issuer puts before the names of the scopes. */
  readonly scopePrefix: string;
}

/** For those who read the document without a running service. */
export const anyDeployment: Deployment = {
  apiUrl: 'https://api.shop.example',
  issuer: 'https://id.shop.example',
  scopePrefix: '',
};

/**
 * Stands in, at bundling time, for the cache of DynamoDB's endpoint discovery: no command of this client asks it
 * anything, and with the collections that it is made of it is 8 KB of every bundle.
 */
export class EndpointCache {}

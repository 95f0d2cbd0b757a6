import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log lines. They carry the order id and never personal data, tokens or secrets. */
export const logger = new Logger();

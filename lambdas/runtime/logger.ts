import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log lines. They carry identifiers and never personal data, tokens or secrets. */
export const logger = new Logger();

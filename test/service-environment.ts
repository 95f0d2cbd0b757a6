import { gzipSync } from 'node:zlib';
import { vi } from 'vitest';
import { logger } from '../lambdas/runtime/logger.ts';
import { aShop } from './shop/a-brand.ts';
import { stubSecret } from './stub-secret.ts';

/**
 * The environment that the stack gives to the functions, all of it, in a stage with the sandbox provider; a stack test
 * holds it to that.
 */
export const serviceEnvironment = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  ORDERS_TABLE: 'orders',
  PRODUCTS_TABLE: 'products',
  STOCK_TABLE: 'stock',
  STOCK_MOVEMENTS_TABLE: 'stock-movements',
  STOCK_REQUESTS_TABLE: 'stock-requests',
  BACKORDERS_TABLE: 'backorders',
  AUDIT_TABLE: 'audit',
  PAYMENTS_TABLE: 'payments',
  REFUND_LIMITS_TABLE: 'refund-limits',
  REFUND_LIMITS: '{"support":{"perOrder":1000,"perDay":2000,"refundsPerDay":3}}',
  SANDBOX_PAYMENTS_TABLE: 'sandbox-payments',
  SANDBOX_SETTLEMENT_QUEUE_URL: 'https://sqs.test/settlements',
  SANDBOX_SECRET_ARN: 'arn:test:secret',
  STATE_MACHINE_ARN: 'arn:test:machine',
  NOTIFICATION_URL: 'https://api.test/payments/sandbox/notifications',
  PAYMENT_PROVIDER_FUNCTIONS: '{"sandbox":"sandbox-provider"}',
  PAYMENT_WAIT_SECONDS: '{"sandbox":900}',
  REST_OF_RUN_SECONDS: '2400',
  ORDER_EFFECTS_QUEUE_URL: 'https://sqs.test/order-effects',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.test/dead-letters',
  ORDER_QUEUE_URL: 'https://sqs.test/orders',
  PAUSE_SECONDS: '80',
  EXPRESS_STATE_MACHINE_ARN: 'arn:test:express',
  NOTICE_QUEUE_URL: 'https://sqs.test/notices',
  BACK_IN_STOCK_CONFIRM_PAGE: 'none',
  BACK_IN_STOCK_QUEUE_URL: 'https://sqs.test/back-in-stock',
  BACK_IN_STOCK_REQUESTS_TABLE: 'back-in-stock-requests',
  RECIPIENT_LIMITS_TABLE: 'recipient-limits',
  SUPPRESSIONS_TABLE: 'suppressions',
  STOCK_KEEPER_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:stock-keeper',
  RETURN_WORKLIST_TABLE: 'return-worklist',
  ORDER_EVENTS_TABLE: 'order-events',
  EVENT_BUS_NAME: 'none',
  WEBHOOKS_TABLE: 'webhooks',
  TRACKERS_TABLE: 'trackers',
  CARRIERS: 'easypost,kuaidi100',
  CARRIER_ACCOUNTS:
    '{"easypost":{"secretArn":"arn:test:easypost","baseUrl":"https://easypost.test","notificationUrl":"https://api.test/carriers/easypost/notifications"}}',
  PARCEL_NOTICES: 'DELIVERED,ATTEMPT_FAILED,RETURNED,LOST',
  ORDER_SEARCH_TABLE: 'order-search',
  RISK_COUNTERS_TABLE: 'risk-counters',
  RISK_MODE: 'on',
  DELIVERY_WATCH_TABLE: 'delivery-watch',
  ORDER_NOTES_TABLE: 'order-notes',
  FORESIGHT_TABLE: 'foresight',
  RATINGS_TABLE: 'ratings',
  ORDER_CAUSES_TABLE: 'order-causes',
  ORDER_CAUSES_TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:order-causes',
  SEARCH_KEY_ARN: 'arn:test:search-key',
  CONSOLE_URL: 'https://eu-west-1.console.aws.amazon.com',
  WEBHOOK_QUEUE_URL: 'https://sqs.test/webhooks',
  WEBHOOK_REACH: 'public',
  FAILURES_TABLE: 'failures',
  REDRIVES_TABLE: 'redrives',
  INTAKE_TABLE: 'intake',
  AFTER_SALES: 'off',
  TICKETS_TABLE: 'tickets',
  TICKET_QUEUE_URL: 'https://sqs.test/tickets',
  SUPPORT_MAIL: 'help@support.shop.example',
  HELPDESK: 'none',
  HELPDESK_SECRET_ARN: 'arn:test:helpdesk-secret',
  CHAT_SECRET_ARN: 'arn:test:chat-secret',
  REDRIVE_QUEUE_URL: 'https://sqs.test/redrives',
  LONG_POLLS_TABLE: 'long-polls',
  PAGE_WATCHERS_TABLE: 'page-watchers',
  PAGE_WATCH_URL: 'wss://pages.test/live',
  LONG_POLLS_IN_ALL: '20',
  LONG_POLLS_PER_STOREFRONT: '10',
  COUNT_DAYS: '31',
  RETENTION_DAYS: '1095',
  API_URL: 'https://api.test',
  ORDER_PAGE_KEY_ARN: 'arn:test:order-page-key',
  ISSUER: 'https://id.test',
  SCOPE_PREFIX: 'none',
  CONSOLE_CLIENT_ID: 'console',
  CONSOLE_SCOPE: 'openid',
  ALARM_PREFIX: 'order-confirmation-dev-',
  FORESEEN_ALARMS: '["order-confirmation-dev-OrdersQueued"]',
  STAGE: 'dev',
  HOLD_SECONDS: '3600',
  CONFIGURATION_SET: 'notices',
  SMS_COUNTRIES: 'all',
  SMS_MAX_PRICE: 'none',
  QUIET_HOURS: '21-8',
  ORDER_NUMBER_PREFIX: 'none',
} as const;

/** Files of the console that are none. */
const consoleAssetsDouble = {
  script: { name: 'console.1.js', type: 'text/javascript; charset=utf-8', gzip: gzipSync('1').toString('base64') },
  style: { name: 'console.2.css', type: 'text/css; charset=utf-8', gzip: gzipSync('a{}').toString('base64') },
};

/** Sets the environment that functions read when they are called, and keeps their log lines out of the report. */
export function stubServiceEnvironment(): void {
  stubSecret();
  for (const [name, value] of Object.entries(serviceEnvironment)) vi.stubEnv(name, value);
  vi.stubGlobal('STAGE_SHOP', aShop);
  vi.stubGlobal('CONSOLE_ASSETS', consoleAssetsDouble);
  logger.setLogLevel('SILENT');
}

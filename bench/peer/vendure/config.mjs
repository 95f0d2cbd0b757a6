import core from '@vendure/core';

const { DefaultJobQueuePlugin, DefaultLogger, dummyPaymentHandler, LogLevel } = core;

/** Vendure with SQLite, as small as it gets. */
export const config = {
  apiOptions: {
    port: Number(process.env.VENDURE_PORT),
    hostname: '127.0.0.1',
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
  },
  authOptions: {
    tokenMethod: ['bearer'],
    superadminCredentials: { identifier: 'bench', password: 'of-this-machine-only' },
    requireVerification: false,
    cookieOptions: { secret: 'bench' },
  },
  dbConnectionOptions: { type: 'better-sqlite3', synchronize: true, database: './bench.sqlite', logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Error }),
  plugins: [DefaultJobQueuePlugin],
};

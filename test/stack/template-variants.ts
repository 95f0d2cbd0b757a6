import { everyProvider, stageContexts } from './synthesised.ts';

const everyRegion = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];

/**
 * Settings of a stage that make a template of their own, and the regions for which it is tried: every option, with
 * every kind of value.
 */
export const templateVariants: Readonly<
  Record<string, { readonly context: Readonly<Record<string, string>>; readonly regions: readonly string[] }>
> = {
  dev: { context: stageContexts.dev, regions: everyRegion },
  prod: { context: stageContexts.prod, regions: everyRegion },
  'prod with all that it can have': {
    context: {
      stage: 'prod',
      shop: 'examples/shop.json',
      orderNumberPrefix: 'TEL',
      ...everyProvider,
      paymentWaitSeconds: '900,alipay=1800',
      retrySeconds: '600',
      ordersPerSecond: '300',
      longPolls: '1000',
      highVolume: 'on',
      deliveryEvents: 'on',
      eventBus: 'on',
      risk: 'on',
      webhookReach: 'loopback',
      smsCountries: 'GB,IE',
      smsMaxPrice: '0.15',
      smsMonthlyQuota: '50',
      quietHours: '22-7',
      refundLimits: 'support=5000/20000/10',
      release: '4f2c1d9',
      takeOver: 'at-once',
      retentionDays: '730',
      backupCopies: 'arn:aws:backup:eu-central-1:111122223333:backup-vault:orders',
      alarmEmail: 'ops@shop.example',
      stockKeeperEmail: 'keeper@shop.example',
      helpdesk: 'zendesk',
      supportMail: 'help@support.shop.example',
      backInStockConfirmPage: 'https://shop.example/confirm',
      carriers: 'easypost,kuaidi100',
      parcelNotices: 'OUT_FOR_DELIVERY,DELIVERED',
    },
    regions: everyRegion,
  },
  'prod with an issuer of its own and an address as sender': {
    context: {
      ...stageContexts.prod,
      afterSales: 'off',
      issuer: 'https://id.example/',
      audience: 'orders',
      consoleClient: 'desk',
      senderIdentity: 'address',
    },
    regions: ['eu-west-1'],
  },
  'prod with a shop of which no more is known': {
    context: { ...stageContexts.prod, shopName: 'Tante Emmas Lädchen', smsSenderId: 'TanteEmma' },
    regions: ['us-east-1'],
  },
  'prod with a sender that SES knows': {
    context: { ...stageContexts.prod, senderIdentity: 'existing', risk: 'shadow' },
    regions: ['us-east-1'],
  },
  'dev with another domain and a provider beside the sandbox': {
    context: { sender: 'a@other.example', senderIdentity: 'domain', paymentProviders: 'alipay' },
    regions: ['ap-northeast-1'],
  },
};

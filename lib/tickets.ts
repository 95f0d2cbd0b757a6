import { Duration, Validations } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type Alarms, countedMetric } from './alarms.ts';
import { FunctionSchedule } from './function-schedule.ts';
import type { Notifications } from './notifications.ts';
import type { OrderIndex } from './order-index.ts';
import type { OrderPageLinks } from './order-page-links.ts';
import type { OrdersApi } from './orders-api.ts';
import { output } from './output.ts';
import { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';
import { type Tables, ticketsForTheClockIndex, ticketsOfStatesIndex } from './tables.ts';
import { WorkQueue } from './work-queue.ts';

/** What answering customers connects. */
export interface TicketsProps {
  readonly stage: Stage;
  readonly tables: Tables;
  readonly api: OrdersApi;
  readonly links: OrderPageLinks;
  readonly notifications: Notifications;
  readonly orderIndex: OrderIndex;
  readonly alarms: Alarms;
}

/** Customers ask, by the page of their order, by mail or in a chat; staff answer; and a clock sees that they do. */
export class Tickets extends Construct {
  readonly #stage: Stage;
  readonly #tables: Tables;
  readonly #orderIndex: OrderIndex;
  readonly #queue: WorkQueue;

  constructor(scope: Construct, id: string, props: TicketsProps) {
    super(scope, id);
    const { stage, tables, api, links, notifications, orderIndex, alarms } = props;
    this.#stage = stage;
    this.#tables = tables;
    this.#orderIndex = orderIndex;

    const run = new ServiceFunction(this, 'RunErrands', { stage, entry: 'tickets/run-errands' });
    this.#queue = new WorkQueue(this, 'TicketErrands', {
      consumer: run,
      alarms,
      variable: 'TICKET_QUEUE_URL',
      attempts: 5,
      maxAtOnce: 5,
      onDeadLetter: {
        alarm: 'TicketErrandsDeadLetters',
        description:
          'What is to be done for a ticket could not even be looked at: the log of RunErrands says why. What is to be sent the clock asks for again; move the message back to its queue once it is mended, for it may ask for a new ticket, or say that an answer came back.',
      },
    });
    this.grantOpen(run);
    tables.orders.grant(run, 'Query');
    links.grantMake(run);
    this.grantAnswer(run, { notifications });
    new Rule(this, 'AnswersBack', {
      description: 'What came back of an answer to a customer',
      eventPattern: notifications.emailEvents('ticket-answer'),
      targets: [new SqsQueue(this.#queue.queue)],
    });

    const desk = api.serveTogether(
      this,
      'TicketsApi',
      ['listTickets', 'getTicket', 'openTicket', 'answerTicket', 'changeTicket'],
      { timeout: Duration.seconds(20) },
    );
    this.grantOpen(desk);
    tables.tickets.grant(desk, 'BatchGetItem', 'DeleteItem');
    tables.tickets.grantIndex(desk, ticketsOfStatesIndex);
    tables.orders.grant(desk, 'GetItem');
    tables.payments.grant(desk, 'GetItem');
    links.grantMake(desk);

    const forms = api.serveTogether(this, 'TicketForms', ['askFromPage', 'answerFromPage', 'rateFromPage'], {
      timeout: Duration.seconds(15),
    });
    this.grantOpen(forms);
    tables.orders.grant(forms, 'Query');
    tables.recipientLimits.grant(forms, 'UpdateItem');
    tables.ratings.grant(forms, 'GetItem', 'PutItem');
    links.grantVerify(forms);

    this.#takeChat(props);
    this.#connectHelpdesk(props, run);

    const tend = new ServiceFunction(this, 'TendTickets', {
      stage,
      entry: 'order-tickets/tend-tickets',
      memorySize: 256,
      timeout: Duration.seconds(55),
    });
    this.grantOpen(tend);
    tables.tickets.grant(tend, 'DeleteItem');
    tables.tickets.grantIndex(tend, ticketsForTheClockIndex);
    tables.audit.grant(tend, 'PutItem');
    orderIndex.grantFind(tend);
    tables.orders.grant(tend, 'Query');
    new FunctionSchedule(this, 'EveryFiveMinutes', { fn: tend, when: { every: Duration.minutes(5) }, alarms });
    output(this, 'TendTicketsFunction', tend.functionName);
    this.#ring(alarms);
  }

  /** Lets the function open tickets, and write in those that there are. */
  grantOpen(fn: ServiceFunction): void {
    this.#grantWrite(fn);
    this.#orderIndex.grantKey(fn);
  }

  /** Lets the function ask for tickets about orders. */
  grantRequest(fn: ServiceFunction): void {
    this.#queue.grantSend(fn);
  }

  /** Lets the function write mails to customers, to which they answer. */
  grantAnswer(fn: ServiceFunction, { notifications }: Pick<TicketsProps, 'notifications'>): void {
    notifications.grantSendEmail(fn, 'ses:SendRawEmail');
    fn.addEnvironment('SUPPORT_MAIL', this.#stage.supportMail);
  }

  #grantWrite(fn: ServiceFunction): void {
    this.#tables.tickets.grant(fn, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    this.#queue.grantSend(fn);
    fn.addEnvironment('HELPDESK', this.#stage.helpdesk);
    fn.addEnvironment('RETENTION_DAYS', String(this.#stage.retentionDays));
  }

  /** What a shop's chat tells: signed with a secret that it is given. */
  #takeChat({ stage, tables, api, links, orderIndex }: TicketsProps): void {
    const take = api.serve(this, 'takeChatMessage', { memorySize: 256, timeout: Duration.seconds(15) });
    const chatSecret = new Secret(this, 'ChatSecret', {
      description: 'Signs what the chat of the shop tells of its customers',
      // Read as base64, as Standard Webhooks has it.
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(chatSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The chat has it too: both are given another one by hand (docs/tickets.md).',
    });
    this.grantOpen(take);
    orderIndex.grantFind(take);
    tables.orders.grant(take, 'Query');
    links.grantVerify(take);
    take.addEnvironment('CHAT_SECRET_ARN', chatSecret.secretArn);
    take.allow(['secretsmanager:GetSecretValue'], chatSecret.secretArn);
    output(this, 'ChatSecretArn', chatSecret.secretArn);
  }

  /** The helpdesk of the shop, where it has one: it gets what customers say, and tells what its agents answer. */
  #connectHelpdesk({ stage, api }: TicketsProps, run: ServiceFunction): void {
    const take = api.serve(this, 'takeHelpdeskAnswer', { memorySize: 256, timeout: Duration.seconds(15) });
    this.#grantWrite(take);
    const keys =
      stage.helpdesk === 'none'
        ? undefined
        : new Secret(this, 'HelpdeskSecret', {
            description: 'Keys of the helpdesk of the shop',
            removalPolicy: stage.removalPolicy,
          });
    for (const fn of [run, take]) {
      fn.addEnvironment('HELPDESK_SECRET_ARN', keys?.secretArn ?? 'none');
      if (keys !== undefined) fn.allow(['secretsmanager:GetSecretValue'], keys.secretArn);
    }
    if (keys === undefined) return;
    Validations.of(keys).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The helpdesk issues these keys; they are changed there and then here.',
    });
    output(this, 'HelpdeskSecretArn', keys.secretArn);
  }

  #ring(alarms: Alarms): void {
    const stage = this.#stage;
    alarms.ring('TicketsLate', {
      metric: countedMetric(stage, 'TicketLate'),
      atLeast: 1,
      description:
        'A customer has waited longer for an answer than the shop wants: the desk lists the tickets that are due first (docs/runbooks/support.md).',
      because: 'Somebody was to be warned when a quarter of the time was left; each that is late is a promise broken.',
    });
    alarms.ring('TicketAnswersUnsent', {
      metric: countedMetric(stage, 'TicketAnswerUnsent'),
      atLeast: 1,
      description:
        'An answer did not reach its customer by mail: their mail server refuses it, it came back, or nobody knows whether it went out. The desk shows which; the page of the order shows it to them all the same.',
      because: 'Each is a customer who waits for what was written already.',
    });
    alarms.ring('TicketErrandsLate', {
      metric: countedMetric(stage, 'TicketErrandLate'),
      atLeast: 1,
      description:
        'For hours an answer could not be sent, or a message not be handed to the helpdesk. The log of RunErrands names the error; it goes by itself once that is mended.',
      because: 'It is tried again for about two hours before: no hiccup lasts as long.',
    });
    alarms.ring('MailsMalformed', {
      metric: countedMetric(stage, 'MailMalformed'),
      atLeast: 5,
      description:
        'Mails came in that cannot be read as mails. They are tickets as they came; their whole is in the bucket of mails. So many are a fault of ours, or somebody tries one out.',
      because: 'Single ones are spam that a program made badly; five within five minutes are not.',
    });
  }
}

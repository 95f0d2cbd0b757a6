/**
 * What the types that capabilities, providers and storefronts meet in promise. `tsc` checks this file with all others:
 * nothing here runs, and a promise that no longer holds is an error of the compiler.
 */
import type {
  Client,
  InputOf,
  Order as OrderAnswer,
  OrderRequest as OrderBody,
  OutputOf,
  Problem,
  ProblemType,
} from 'order-confirmation-client';
import { expectTypeOf } from 'vitest';
import type * as z from 'zod/mini';
import type { exampleOrder } from '../lambdas/api/examples.ts';
import type { Route } from '../lambdas/api/route.ts';
import type { OrderRepresentation, timelineEvents } from '../lambdas/order-tracking/order-representation.ts';
import type { Locale } from '../lambdas/orders/locale.ts';
import type { NoticeEvent } from '../lambdas/orders/notice-event.ts';
import type { Order, OrderContent, OrderId, OrderLine } from '../lambdas/orders/order.ts';
import type { OrderRequest } from '../lambdas/orders/order-request.ts';
import type { OrderStatus } from '../lambdas/orders/order-status.ts';
import type { RejectionReason, rejectionReasonOf } from '../lambdas/orders/rejection.ts';
import type { Notification, PaymentProvider, ProviderPayment } from '../lambdas/payments/payment-provider.ts';
import type { PaymentStatus } from '../lambdas/payments/payment-status.ts';
import type { PaymentMethod, ProviderName } from '../lambdas/payments/providers/registry.ts';
import type { Stage } from '../lib/stages.ts';
import type { TableName } from '../lib/tables.ts';

// An order's id is a string that was checked; no other string is one.
expectTypeOf<OrderId>().toExtend<string>();
expectTypeOf<string>().not.toExtend<OrderId>();
expectTypeOf<Order['id']>().toEqualTypeOf<OrderId>();

// What a storefront sends, before and after it was read: what is left out has its default then.
expectTypeOf<typeof exampleOrder>().toExtend<Omit<z.input<typeof OrderRequest>, 'locale'>>();
expectTypeOf<z.input<typeof OrderRequest>['locale']>().toEqualTypeOf<Locale | undefined>();
expectTypeOf<OrderRequest['locale']>().toEqualTypeOf<Locale>();
expectTypeOf<OrderRequest['lines'][number]>().toExtend<{
  sku: string;
  quantity: number;
  unitPrice?: number | undefined;
}>();
expectTypeOf<OrderRequest>().not.toHaveProperty('id');

// An order says what it is by closed sets, and what never changes about it stands apart, with all that is personal.
expectTypeOf<Order['status']>().toEqualTypeOf<OrderStatus>();
expectTypeOf<OrderStatus>().toEqualTypeOf<
  'PENDING' | 'RESERVED' | 'CONFIRMED' | 'SHIPPED' | 'REJECTED' | 'CANCELLED'
>();
expectTypeOf<NonNullable<Order['rejection']>['reason']>().toEqualTypeOf<RejectionReason>();
expectTypeOf<typeof rejectionReasonOf>().returns.toEqualTypeOf<RejectionReason | undefined>();
expectTypeOf<keyof Order>().not.toEqualTypeOf<keyof OrderContent>();
expectTypeOf<Extract<keyof Order, 'contact' | 'shippingAddress' | 'lines'>>().toBeNever();
expectTypeOf<OrderContent['lines']>().toEqualTypeOf<z.output<typeof OrderLine>[]>();

// What the API shows has no field of the inside.
type Shown = z.output<typeof OrderRepresentation>;
expectTypeOf<Shown['status']>().toEqualTypeOf<OrderStatus>();
expectTypeOf<Extract<keyof Shown, 'storefront' | 'requestHash' | 'heldSkus' | 'holdVersion'>>().toBeNever();
expectTypeOf<'ORDER_CONFIRMED' | 'PAYMENT_CAPTURED' | 'NOTICE_SENT'>().toExtend<(typeof timelineEvents)[number]>();
expectTypeOf<'ORDER_LOST'>().not.toExtend<(typeof timelineEvents)[number]>();
expectTypeOf<'order-confirmed'>().toExtend<NoticeEvent>();

// A provider has these verbs and no other; all answer with how the payment stands, but for what reads notifications and
// lists.
expectTypeOf<keyof PaymentProvider>().toEqualTypeOf<
  'authorize' | 'query' | 'capture' | 'void' | 'refund' | 'approve' | 'verifyNotification' | 'settledOn'
>();
expectTypeOf<ReturnType<PaymentProvider['authorize' | 'query' | 'capture' | 'void' | 'refund']>>().toEqualTypeOf<
  Promise<ProviderPayment>
>();
expectTypeOf<PaymentProvider['verifyNotification']>().returns.toEqualTypeOf<Promise<Notification | undefined>>();
expectTypeOf<ProviderPayment['status']>().toEqualTypeOf<PaymentStatus>();
expectTypeOf<PaymentMethod>().toEqualTypeOf<ProviderName | 'sandbox'>();

// A route has scopes or says why it needs none; a stage and its tables are known by name.
expectTypeOf<{ readonly anyScopeOf: readonly [] }>().not.toExtend<Route['access']>();
expectTypeOf<Stage['name']>().toEqualTypeOf<'dev' | 'prod'>();
expectTypeOf<Stage['paymentProviders']>().toEqualTypeOf<Partial<Record<ProviderName, string>>>();
expectTypeOf<'orders' | 'payments' | 'stock'>().toExtend<TableName>();

// The client takes what the service takes, and gives what it answers.
expectTypeOf<OrderBody>().toExtend<z.input<typeof OrderRequest>>();
expectTypeOf<OrderAnswer['status']>().toEqualTypeOf<OrderStatus>();
expectTypeOf<InputOf<'getAvailability'>>().toEqualTypeOf<Readonly<{ sku: string }>>();
expectTypeOf<InputOf<'payAgain'>>().toExtend<{ orderId: string; body: { provider: string; token: string } }>();
expectTypeOf<OutputOf<'submitOrder'>['number']>().toEqualTypeOf<string>();
expectTypeOf<OutputOf<'askBackInStock'>>().toEqualTypeOf<undefined>();
expectTypeOf<[]>().toExtend<Parameters<Client['listOrders']>>();
expectTypeOf<Client['submitOrder']>().parameters.not.toExtend<[]>();
expectTypeOf<'takePaymentNotification' | 'getOpenApi'>().not.toExtend<keyof Client>();

// A problem's type says its status; what was waited for, and what came instead, are told apart.
expectTypeOf<Extract<Problem, { type: 'urn:order-confirmation:problem:not-found' }>['status']>().toEqualTypeOf<404>();
expectTypeOf<Exclude<Problem['type'], ProblemType>>().toEqualTypeOf<'about:blank'>();
declare const client: Client;
const confirmed = await client.waitFor({ id: '' }, 'CONFIRMED');
if (confirmed.reached) expectTypeOf(confirmed.order.status).toEqualTypeOf<'CONFIRMED' | 'SHIPPED'>();
else expectTypeOf(confirmed.order.status).toEqualTypeOf<'REJECTED' | 'CANCELLED'>();
// @ts-expect-error: every order begins so, there is nothing to wait for.
client.waitFor({ id: '' }, 'PENDING');

import * as z from 'zod/mini';
import { ActionPage } from '../audit/list-actions.ts';
import { AskBackInStock } from '../back-in-stock/ask-back-in-stock.ts';
import { ConfirmBackInStock } from '../back-in-stock/confirm-back-in-stock.ts';
import { DeliveryInstructionsChange } from '../delivery-instructions/change-delivery-instructions.ts';
import { ExpectedDeliveryChange } from '../delivery-promise/reschedule-delivery.ts';
import { CarrierScorecard } from '../delivery-promise/scorecard.ts';
import { SuppressionLift } from '../email-feedback/lift-suppression.ts';
import { Availability } from '../inventory/stock.ts';
import { ResendNotice } from '../notifications/resend-notice.ts';
import { Bottlenecks } from '../order-bottlenecks/list-bottlenecks.ts';
import { CancellationRequest } from '../order-cancellation/cancellation-request.ts';
import { CauseAction, CauseActionClosure, CauseActionRequest } from '../order-causes/cause-action.ts';
import { CauseOverview } from '../order-causes/cause-overview.ts';
import { PaymentMethods, SwitchChange, SwitchList } from '../order-contingency/switch-change.ts';
import { ErasureRequest, ErasureResult } from '../order-erasure/erase-customer.ts';
import { OrderEvent } from '../order-events/order-event.ts';
import {
  EventPage,
  NewWebhookEndpoint,
  Replayed,
  ReplayRequest,
  RotatedSecret,
  TestEvent,
  WebhookDeliveryPage,
  WebhookEndpointChange,
  WebhookEndpointRequest,
  WebhookEndpoints,
  WebhookEndpointView,
} from '../order-events/webhook-endpoint.ts';
import { FailureGroups, FailurePage } from '../order-failures/failure-view.ts';
import {
  ExtendedHold,
  GivenUpOrder,
  GiveUp,
  HoldExtension,
  NoticeSettlement,
  SettledNotices,
} from '../order-failures/repair.ts';
import { NoteRequest, OrderNote } from '../order-notes/order-note.ts';
import { RatingOverview } from '../order-ratings/rating-overview.ts';
import { Redrive, RedriveRequest, RedriveResults, Redrives } from '../order-redrive/redrive.ts';
import { CaseMove, NewReturnCase } from '../order-return-cases/case-request.ts';
import { ReturnCasePage } from '../order-return-cases/list-cases.ts';
import { ReturnOptions } from '../order-return-cases/return-options-view.ts';
import { ReturnRequest } from '../order-returns/return-request.ts';
import { RiskReviewDecision, RiskReviews, RiskReviewView } from '../order-risk/risk-review-view.ts';
import { FoundOrders } from '../order-search/found-orders.ts';
import { OrderSearchRequest } from '../order-search/order-search-request.ts';
import { ShipmentChange } from '../order-shipment/change-shipment.ts';
import { ParcelMove } from '../order-shipment/move-shipment.ts';
import { ShipmentRequest } from '../order-shipment/shipment-request.ts';
import { OrderStory } from '../order-story/order-story.ts';
import { RevealedCustomer, RevealRequest } from '../order-story/reveal-customer.ts';
import { AcceptedOrder, OrderRepresentation } from '../order-tracking/order-representation.ts';
import { OrderPage } from '../order-tracking/order-summary.ts';
import { OrderRequest } from '../orders/order-request.ts';
import { PaymentInstruction } from '../orders/payment-instruction.ts';
import { Overview } from '../overview/overview.ts';
import { RefundedOrder, RefundOrder } from '../refunds/refund.ts';
import { RefundApproval, RefundApprovals, RefundDecision } from '../refunds/refund-approval.ts';
import { ReplenishmentPage } from '../replenishment/list-suggestions.ts';
import { StockLevels } from '../stock-keeping/list-stock.ts';
import { MovedStock, StockMovementRequest } from '../stock-keeping/stock-movement-request.ts';
import { StockSettings } from '../stock-keeping/stock-settings.ts';
import { MovementPage, StockView } from '../stock-keeping/stock-view.ts';
import { TicketAnswer, TicketChange, TicketRequest } from '../tickets/ticket.ts';
import { TicketPage, TicketView } from '../tickets/ticket-view.ts';

/** A problem document (RFC 9457) as the API answers with. */
const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.optional(
    z.array(
      z.object({
        pointer: z.optional(z.string()),
        header: z.optional(z.string()),
        parameter: z.optional(z.string()),
        detail: z.string(),
      }),
    ),
  ),
  moreErrors: z.optional(z.int()),
});

/** What API Gateway answers with before the service is asked: its own short JSON, which an HTTP API cannot change. */
const GatewayRefusal = z.object({ message: z.string() });

/** Every schema that the document names, and whether it is sent to us or by us. */
export const schemas = {
  OrderRequest: [OrderRequest, 'input'],
  AcceptedOrder: [AcceptedOrder, 'output'],
  Order: [OrderRepresentation, 'output'],
  OrderPage: [OrderPage, 'output'],
  PaymentRequest: [PaymentInstruction, 'input'],
  CancellationRequest: [CancellationRequest, 'input'],
  DeliveryInstructionsChange: [DeliveryInstructionsChange, 'input'],
  ExpectedDeliveryChange: [ExpectedDeliveryChange, 'input'],
  CarrierScorecard: [CarrierScorecard, 'output'],
  ShipmentRequest: [ShipmentRequest, 'input'],
  ShipmentChange: [ShipmentChange, 'input'],
  ParcelMove: [ParcelMove, 'input'],
  ReturnRequest: [ReturnRequest, 'input'],
  ReturnOptions: [ReturnOptions, 'output'],
  ReturnCaseRequest: [NewReturnCase, 'input'],
  ReturnCaseMove: [CaseMove, 'input'],
  ReturnCasePage: [ReturnCasePage, 'output'],
  ErasureRequest: [ErasureRequest, 'input'],
  ErasureResult: [ErasureResult, 'output'],
  RefundRequest: [RefundOrder, 'input'],
  RefundedOrder: [RefundedOrder, 'output'],
  RefundApproval: [RefundApproval, 'output'],
  RefundApprovals: [RefundApprovals, 'output'],
  RefundDecision: [RefundDecision, 'input'],
  RiskReview: [RiskReviewView, 'output'],
  RiskReviews: [RiskReviews, 'output'],
  RiskReviewDecision: [RiskReviewDecision, 'input'],
  BackInStockRequest: [AskBackInStock, 'input'],
  BackInStockConfirmation: [ConfirmBackInStock, 'input'],
  NoticeRequest: [ResendNotice, 'input'],
  SuppressionLift: [SuppressionLift, 'input'],
  Availability: [Availability, 'output'],
  Stock: [StockView, 'output'],
  MovementPage: [MovementPage, 'output'],
  StockMovementRequest: [StockMovementRequest, 'input'],
  MovedStock: [MovedStock, 'output'],
  StockSettings: [StockSettings, 'input'],
  WebhookEndpointRequest: [WebhookEndpointRequest, 'input'],
  WebhookEndpointChange: [WebhookEndpointChange, 'input'],
  WebhookEndpoint: [WebhookEndpointView, 'output'],
  NewWebhookEndpoint: [NewWebhookEndpoint, 'output'],
  WebhookEndpoints: [WebhookEndpoints, 'output'],
  RotatedSecret: [RotatedSecret, 'output'],
  WebhookDeliveryPage: [WebhookDeliveryPage, 'output'],
  ReplayRequest: [ReplayRequest, 'input'],
  Replayed: [Replayed, 'output'],
  FailureGroups: [FailureGroups, 'output'],
  FailurePage: [FailurePage, 'output'],
  GiveUp: [GiveUp, 'input'],
  GivenUpOrder: [GivenUpOrder, 'output'],
  HoldExtension: [HoldExtension, 'input'],
  ExtendedHold: [ExtendedHold, 'output'],
  NoticeSettlement: [NoticeSettlement, 'input'],
  SettledNotices: [SettledNotices, 'output'],
  SwitchChange: [SwitchChange, 'input'],
  SwitchList: [SwitchList, 'output'],
  PaymentMethods: [PaymentMethods, 'output'],
  RedriveRequest: [RedriveRequest, 'input'],
  Redrive: [Redrive, 'output'],
  Redrives: [Redrives, 'output'],
  RedriveResults: [RedriveResults, 'output'],
  EventPage: [EventPage, 'output'],
  OrderEvent: [OrderEvent, 'output'],
  TestEvent: [TestEvent, 'output'],
  Overview: [Overview, 'output'],
  Bottlenecks: [Bottlenecks, 'output'],
  CauseOverview: [CauseOverview, 'output'],
  CauseActionRequest: [CauseActionRequest, 'input'],
  CauseActionClosure: [CauseActionClosure, 'input'],
  CauseAction: [CauseAction, 'output'],
  RatingOverview: [RatingOverview, 'output'],
  StockLevels: [StockLevels, 'output'],
  ReplenishmentPage: [ReplenishmentPage, 'output'],
  ActionPage: [ActionPage, 'output'],
  FoundOrders: [FoundOrders, 'output'],
  OrderStory: [OrderStory, 'output'],
  RevealRequest: [RevealRequest, 'input'],
  RevealedCustomer: [RevealedCustomer, 'output'],
  NoteRequest: [NoteRequest, 'input'],
  OrderSearchRequest: [OrderSearchRequest, 'input'],
  OrderNote: [OrderNote, 'output'],
  TicketRequest: [TicketRequest, 'input'],
  TicketAnswer: [TicketAnswer, 'input'],
  TicketChange: [TicketChange, 'input'],
  Ticket: [TicketView, 'output'],
  TicketPage: [TicketPage, 'output'],
  Problem: [ProblemDocument, 'output'],
  GatewayRefusal: [GatewayRefusal, 'output'],
} as const satisfies Record<string, readonly [z.core.$ZodType, 'input' | 'output']>;

/** The name of a schema in the document. */
export type SchemaName = keyof typeof schemas;

/** The JSON schema of what is sent to us, or by us. */
export function jsonSchemaOf(schema: z.core.$ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...document } = z.toJSONSchema(schema, { io });
  return document;
}

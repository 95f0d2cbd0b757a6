import backInStock from '../../examples/back-in-stock.json' with { type: 'json' };
import confirmation from '../../examples/back-in-stock-confirmation.json' with { type: 'json' };
import cancellation from '../../examples/cancellation.json' with { type: 'json' };
import causeAction from '../../examples/cause-action.json' with { type: 'json' };
import causeActionClosure from '../../examples/cause-action-closure.json' with { type: 'json' };
import deliveryInstructions from '../../examples/delivery-instructions-change.json' with { type: 'json' };
import erasure from '../../examples/erasure.json' with { type: 'json' };
import expectedDelivery from '../../examples/expected-delivery-change.json' with { type: 'json' };
import giveUp from '../../examples/give-up.json' with { type: 'json' };
import holdExtension from '../../examples/hold-extension.json' with { type: 'json' };
import note from '../../examples/note.json' with { type: 'json' };
import notice from '../../examples/notice.json' with { type: 'json' };
import noticeSettlement from '../../examples/notice-settlement.json' with { type: 'json' };
import order from '../../examples/order.json' with { type: 'json' };
import orderSearch from '../../examples/order-search.json' with { type: 'json' };
import parcelMove from '../../examples/parcel-move.json' with { type: 'json' };
import payment from '../../examples/payment.json' with { type: 'json' };
import redrive from '../../examples/redrive.json' with { type: 'json' };
import refund from '../../examples/refund.json' with { type: 'json' };
import refundDecision from '../../examples/refund-decision.json' with { type: 'json' };
import replay from '../../examples/replay.json' with { type: 'json' };
import returnOfItems from '../../examples/return.json' with { type: 'json' };
import returnCase from '../../examples/return-case.json' with { type: 'json' };
import returnCaseMove from '../../examples/return-case-move.json' with { type: 'json' };
import reveal from '../../examples/reveal.json' with { type: 'json' };
import riskReviewDecision from '../../examples/risk-review-decision.json' with { type: 'json' };
import shipment from '../../examples/shipment.json' with { type: 'json' };
import shipmentChange from '../../examples/shipment-change.json' with { type: 'json' };
import stockMovement from '../../examples/stock-movement.json' with { type: 'json' };
import stockSettings from '../../examples/stock-settings.json' with { type: 'json' };
import suppressionLift from '../../examples/suppression-lift.json' with { type: 'json' };
import switchChange from '../../examples/switch-change.json' with { type: 'json' };
import ticket from '../../examples/ticket.json' with { type: 'json' };
import ticketAnswer from '../../examples/ticket-answer.json' with { type: 'json' };
import ticketChange from '../../examples/ticket-change.json' with { type: 'json' };
import webhookEndpoint from '../../examples/webhook-endpoint.json' with { type: 'json' };
import webhookEndpointChange from '../../examples/webhook-endpoint-change.json' with { type: 'json' };

/** An order that the service takes. */
export const exampleOrder = order;

/** A body of each schema that a caller sends (from `examples/`), and of those that it gets first. */
export const examples: Readonly<Record<string, unknown>> = {
  OrderRequest: order,
  PaymentRequest: payment,
  CancellationRequest: cancellation,
  DeliveryInstructionsChange: deliveryInstructions,
  ExpectedDeliveryChange: expectedDelivery,
  ShipmentRequest: shipment,
  ShipmentChange: shipmentChange,
  ParcelMove: parcelMove,
  ReturnRequest: returnOfItems,
  ReturnCaseRequest: returnCase,
  ReturnCaseMove: returnCaseMove,
  ErasureRequest: erasure,
  RefundRequest: refund,
  RedriveRequest: redrive,
  CauseActionRequest: causeAction,
  CauseActionClosure: causeActionClosure,
  GiveUp: giveUp,
  HoldExtension: holdExtension,
  NoticeSettlement: noticeSettlement,
  SwitchChange: switchChange,
  RefundDecision: refundDecision,
  RiskReviewDecision: riskReviewDecision,
  BackInStockRequest: backInStock,
  BackInStockConfirmation: confirmation,
  NoticeRequest: notice,
  NoteRequest: note,
  OrderSearchRequest: orderSearch,
  RevealRequest: reveal,
  SuppressionLift: suppressionLift,
  TicketRequest: ticket,
  TicketAnswer: ticketAnswer,
  TicketChange: ticketChange,
  WebhookEndpointRequest: webhookEndpoint,
  WebhookEndpointChange: webhookEndpointChange,
  ReplayRequest: replay,
  StockMovementRequest: stockMovement,
  StockSettings: stockSettings,
  Availability: { sku: 'TEA-250', available: 136 },
  ErasureResult: { erased: ['fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa'], left: [], complete: true },
  RefundedOrder: { orderId: 'fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa', captured: 1530, refunded: 255, currency: 'GBP' },
  GatewayRefusal: { message: 'Unauthorized' },
};

/** What this service calls itself: on the event bus, in metrics, and in the URNs of its problems. */
export const serviceName = 'order-confirmation';

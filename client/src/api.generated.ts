// Made of docs/openapi.json by `npm run openapi`.

export type paths = {
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find an order by its number, or list orders of a customer or a status
         * @description Your own orders; for staff, those with a number or status of all storefronts. A number is found as a customer says or types it: without dashes, in any case, O for 0. A page may have fewer orders than its limit, even none: it is the last when it has no `next`. An order is listed from moments after its acceptance on; those of before 0.3 not by customer. PENDING and RESERVED list the orders that wait: for their payment, for room to start, or because something on our side failed; not one that goes to its answer without a halt.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Place an order
         * @description Repeat a request whose answer did not arrive with the same Idempotency-Key and content: it never starts a second order, and gets the same answer.
         */
        post: operations["submitOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow an order */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call an order off, or some of its lines
         * @description At any moment before shipping. Stock is released and money voided or given back; repeating it changes nothing. With `lines` these only, or units of them, once the order is RESERVED: their share of what they were charged is taken off, or what you state. The reasons FRAUD, STOCK and PRICE_ERROR are for staff.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/delivery-instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change what the carrier should know
         * @description As long as something of the order is still to be shipped, and twenty times at most. From then on the order has these `deliveryInstructions`, and its timeline says who changed them; null takes them away. Repeating it changes nothing.
         */
        put: operations["changeDeliveryInstructions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/shipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that an order has left the warehouse
         * @description All that is still to be shipped of it. From then on it cannot be cancelled. Repeating it changes nothing.
         */
        post: operations["shipOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that lines of an order, or a part of them, have left the warehouse
         * @description Once per Idempotency-Key; without `lines`, all that is still to be shipped. Once nothing is left the order is SHIPPED; from its first shipment on it can no longer be cancelled whole.
         */
        post: operations["shipUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that units of an order came back to the warehouse
         * @description Once per Idempotency-Key, and never more of a line than has left. Moves no money: `POST /orders/{orderId}/refunds` gives it back.
         */
        post: operations["returnItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/shipments/{shipmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct the carrier or the number of a shipment
         * @description What is left out stays, null takes away: without a number the label is void. It is another parcel from then on: what was heard of the wrong one is forgotten, and the customer gets the right number. The units stay shipped; those that did not leave come back by a return. Repeating it changes nothing.
         */
        patch: operations["changeShipment"];
        trace?: never;
    };
    "/orders/{orderId}/shipments/{shipmentId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where a parcel is
         * @description Where nobody follows it for the shop, or staff know better than its carrier. The customer is told as if the carrier had said so. Repeating it changes nothing.
         */
        post: operations["moveShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/status-url-revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke every link to an order's page
         * @description Such as one that came into wrong hands. From then on the order has another `statusUrl`, and messages another link.
         */
        post: operations["revokeStatusUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/return-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what may be returned, exchanged or claimed of an order
         * @description Of each line and each kind of case, as the policy of the shop has it at this moment: until when, or why not. Without `until` the period has not begun: something of the order is still to be delivered.
         */
        get: operations["getReturnOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/return-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw, return, exchange or claim
         * @description For the customer, once per Idempotency-Key, and no unit in two cases. The policy decides at once, staff decide claims. A withdrawal takes in what has not been shipped: that is cancelled. The order shows what becomes of it in `returnCases`.
         */
        post: operations["requestReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/return-cases/{caseId}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where a return case goes
         * @description Storefronts say for their customers that goods are SENT, or that a case is CANCELLED. Staff say what was RECEIVED and what was found when it was INSPECTED, which books the units back, decide claims (APPROVED, REFUSED), and that they have REFUNDED by hand what could not go back by itself. Money goes back by itself otherwise, within a minute or two, once; new units are held and sent by an order of their own. Repeating it changes nothing.
         */
        post: operations["moveReturnCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/return-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the open return cases of a state
         * @description Of all orders, who waits longest first; a moment behind. What has ended is listed no more.
         */
        get: operations["listReturnCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See by what can be paid now
         * @description A method that is out of order is refused by name in a new order. An answer may be ten seconds old.
         */
        get: operations["listPaymentMethods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try to pay in another way
         * @description Where the order was placed with `paymentTries` of more than 1, its payment came to nothing or is still open, and its stock is held. The try before is closed, and money that still comes by it goes back. Repeat a request whose answer did not arrive with the same Idempotency-Key and content: it never begins another try. The order in the answer says how the try stands.
         */
        post: operations["payAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give money back, in part or whole
         * @description Once per Idempotency-Key, and never more in sum than was captured. A person gives back on their own up to the limits of their roles: of an order, of a day, and so many a day. Beyond, the answer is 202; once another person has approved it, a repeat answers with the refund.
         */
        post: operations["refundOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/refund-approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the refunds that wait for another person */
        get: operations["listRefundApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/refund-approvals/{approvalId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a refund that another person asked for, or refuse it
         * @description Within three days. Approved, it is made; repeating it changes nothing.
         */
        post: operations["decideRefundApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/risk-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the doubtful orders that wait for a decision
         * @description With what is known of each, what the rules have found, and how much time is left; the one with the least time first. Their customers are masked.
         */
        get: operations["listRiskReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/risk-reviews/{orderId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a doubtful order, or deny it
         * @description Once, whoever comes first. Approved, it is confirmed, and its money taken; from an amount on, two people must approve. Denied, it is rejected with neutral words, its stock released and its money given back. Repeating it changes nothing.
         */
        post: operations["decideRiskReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{sku}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be promised of a product now */
        get: operations["getAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{sku}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every figure of a product in stock keeping, and how it is kept */
        get: operations["getStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{sku}/stock/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What moved, newest first */
        get: operations["listMovements"];
        put?: never;
        /**
         * Receive, adjust, set aside, restore, dispose of or count units
         * @description Once per Idempotency-Key. What orders hold stays theirs: what is not available cannot be taken. A count is booked as a difference to the book at `countedAt`, so orders may flow on.
         */
        post: operations["moveStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{sku}/stock/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say how a product is kept
         * @description What is named is set, null takes it away. Repeating it changes nothing.
         */
        patch: operations["changeStockSettings"];
        trace?: never;
    };
    "/products/{sku}/back-in-stock-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take down that a shopper wants to be told when a product is back in stock
         * @description For a product that is out of stock. One e-mail in their language, in the order of asking, then the address is deleted; also after 180 days. Asking twice is asking once; one address may ask for ten products in 30 days. Where the shop wants it, the shopper gets an e-mail first and has three days to confirm.
         */
        post: operations["askBackInStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{sku}/back-in-stock-confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take down that a shopper has confirmed that they want to be told
         * @description By the token of the link in the e-mail to them, which leads to a page of the shop; where a shop does not want that, there is nothing to confirm. Repeating it changes nothing.
         */
        post: operations["confirmBackInStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the stock of all products
         * @description In no order. A page may have fewer products than its limit, even none: it is the last when it has no `next`.
         */
        get: operations["listStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/replenishment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what should be ordered of the products of a page
         * @description What the report of the morning says of them, as it stands now: those that have come down to their reorder point. Pages are of products, in no order, those that need nothing left out.
         */
        get: operations["listReplenishment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a notice again
         * @description Once per Idempotency-Key, as long as it is true of the order: over each channel of its contact, or by e-mail to `email` instead; the contact stays as it was taken. A recipient gets five a day at most. The timeline says what became of it.
         */
        post: operations["resendNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/suppression-lifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let e-mails go to an address again
         * @description After a bounce for good, or a complaint, an address gets no more e-mails for 180 days (`NOTICE_SUPPRESSED`). What was not sent to it stays unsent; what it refuses from now on puts it back.
         */
        post: operations["liftSuppression"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your webhook endpoints */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Be told of events by webhook
         * @description Each change of your orders behind the answer is posted to the URL as a CloudEvent, signed as Standard Webhooks has it, at least once; sort by `sequence`, and know by `webhook-id` what you have. Answer 2xx within ten seconds; what fails is tried again for three days, then the endpoint is disabled, and `contactEmail` told. The secret is shown here and never again. https only, to the public Internet. Ten endpoints at most.
         */
        post: operations["registerWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how a webhook endpoint does */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /** Remove a webhook endpoint */
        delete: operations["removeWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint, disable it, or enable it again
         * @description What is named is set; `types` null is all, `contactEmail` null nobody. Enabled again, it gets what has waited for it.
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/webhook-endpoints/{endpointId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get another secret
         * @description For a day messages are signed with the former too. Of several requests at the same moment, all get the same secret.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an event sent that tells of nothing
         * @description Its type is `webhook.test`. What became of it is in the deliveries.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{endpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what was sent to a webhook endpoint in the last 30 days */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-endpoints/{endpointId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have messages sent again
         * @description One, those that failed, or all since a time; 500 at most by one request.
         */
        post: operations["replayWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read events without webhooks, or catch up
         * @description The events of your orders of the last 30 days, as they were recorded, a minute behind. They are recorded from the first call on, or while you have a webhook endpoint; who has not asked for 30 days is forgotten.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/expected-delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say when an order is to be expected
         * @description As long as it is under way, and twenty times at most. What is left out stays, as far as it is still ahead of `deliverBy`. The order’s `reschedulings` and its timeline say so; where it comes later than before, the customer is told. Repeating it changes nothing.
         */
        put: operations["rescheduleDelivery"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/carrier-scorecard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How carriers keep what they say, by country
         * @description Of the parcels that left in this month and the two before it, once nothing more is expected of them.
         */
        get: operations["getCarrierScorecard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a customer's personal data
         * @description Of these orders, or of all orders of a customer. Who they are is erased for good, as are the links to the pages of the orders; lines, amounts, taxes, the country and what is recorded of payments stay. An order that is still under way is left as it is. A repeat changes nothing, and goes on where the call before it ended.
         */
        post: operations["eraseCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find orders of any storefront by what somebody says of them
         * @description By all that `q` may mean: an order number as a customer says it, an id, an e-mail address, a telephone number with or without its country code, the payment provider's reference, a SKU; and by status and age. Newest first; those that wait for their answer (a status PENDING or RESERVED without `q`) oldest first. Without `q`, of the last 90 days unless `placedAfter` says otherwise. A page may have fewer orders than its limit: it is the last when it has no `next`. An order is found by address, telephone number, SKU or age from seconds after its acceptance on.
         */
        post: operations["searchOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is known of an order, for staff
         * @description First in a sentence: where it stands, why, what one can do. Then its payments, its execution, what it holds, and on one axis of time all that happened: to the order, its stock, payment and notices, by which step, what webhooks told, what staff did and noted. Its customer is masked. What cannot be read just now is left out, and named in `missing`.
         */
        get: operations["getOrderStory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/orders/{orderId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note something on an order, for staff
         * @description Once per Idempotency-Key. A note is in the story of its order, is never changed, and is shown to no customer and no storefront.
         */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, and why
         * @description The latest first, for seven years: to an order, by a person, or on a day (UTC); without any of these, today. Each with what became of it.
         */
        get: operations["listActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/orders/{orderId}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See whose order it is
         * @description All that the order has of its customer, unmasked. Who asked and why is recorded first.
         */
        post: operations["revealCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See whether all is well
         * @description Which orders wait and for what, which alarms ring, how orders ended in the last day and week and how soon they were confirmed. An answer may be 20 s old, of a week 5 minutes.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/orders/{orderId}/give-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a failed order that cannot be brought home
         * @description It is REJECTED with `TECHNICAL_PROBLEM`: its stock is given back, its money too, and its customer is told. Repeating it changes nothing. An order that goes on is cancelled instead.
         */
        post: operations["giveUpOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/orders/{orderId}/hold-extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep an order without an answer from being rejected for a while longer
         * @description For so many minutes from now on, a day at most; a hold that lasts longer stays as it is. Its stock stays held.
         */
        post: operations["extendHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/orders/{orderId}/notice-settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what became of a notice whose sending broke off
         * @description SENT: it went out, and never is sent again. AGAIN: it did not, and goes out with the next redrive of its order, or else in a minute.
         */
        post: operations["settleNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See which switches are on, are to come, or were on in the last week */
        get: operations["listSwitches"];
        /**
         * Turn a switch on or off: no new orders, a payment method or carrier down, the warehouse closed, a flash sale
         * @description Everybody knows of it within ten seconds; orders under way go on. It ends by itself at `until`; without, an alarm reminds of it. Turned on again, it stays on since it was, with what is said now; what is off stays off.
         */
        put: operations["changeSwitch"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See which orders failed for good and have not gone on since, by step, error and cause
         * @description How many there are of each, what they come to, the units that they hold, and when the first of them is rejected unless it goes on. The largest group first; a failure is here seconds after it happened.
         */
        get: operations["listFailureGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/failures/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the failed orders of a group
         * @description The oldest first, each as it stood when it failed. A page may have fewer than its limit: it is the last when it has no `next`.
         */
        get: operations["listFailures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/redrives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the redrives of the last 90 days, the latest first */
        get: operations["listRedrives"];
        put?: never;
        /**
         * Let failed orders go on from the step that failed: some, a group, or all
         * @description Once per Idempotency-Key. It goes on by itself, so many a second, whoever dies meanwhile; ask how it stands. What of it fails again stands among the failures again. Of several redrives at once one has an order, the others are told. A dry run says what would become of each and changes nothing. With `startAnew` they begin from the first step of the present definition, which finds what was done: where the definition itself was wrong, or an execution ended 14 days ago and can be redriven no more. An order can begin anew once; what has is redriven.
         */
        post: operations["startRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/redrives/{redriveId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how a redrive stands */
        get: operations["getRedrive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/redrives/{redriveId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what became of each order of a redrive
         * @description By their ids; those without an outcome wait.
         */
        get: operations["listRedriveResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/redrives/{redriveId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a redrive go on no further, for now
         * @description It ends what it is at: a second’s worth of orders. Repeating it changes nothing.
         */
        post: operations["pauseRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/redrives/{redriveId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a redrive go on that was paused, or that nobody goes on with
         * @description Repeating it changes nothing.
         */
        post: operations["resumeRedrive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tickets, or those about an order
         * @description Of those in a state, the first is that whose answer is due first. A page may have fewer tickets than its limit: it is the last when it has no `next`. About an order all are listed, in whatever state.
         */
        get: operations["listTickets"];
        put?: never;
        /**
         * Open a ticket for a customer
         * @description Once per Idempotency-Key. What is said of it first is for the team; the customer gets what is answered.
         */
        post: operations["openTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/tickets/{ticketId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See a ticket, with all that was said in it
         * @description And with the answers that are written already, in the customer’s language and with what is known of the order.
         */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how a ticket stands, what it is about, how much it matters, who sees to it, or of which order it is
         * @description As it was seen: whoever names another `version` than the ticket has changes nothing, and looks again.
         */
        patch: operations["changeTicket"];
        trace?: never;
    };
    "/operations/tickets/{ticketId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a ticket, or write a word for the team in it
         * @description Once per Idempotency-Key. An answer goes to the customer by mail, once, and stands on the page of their order.
         */
        post: operations["answerTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/bottlenecks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See where customers' time goes
         * @description By night and step: how many minutes customers waited there for an answer of somebody else, while it ran, and while it was tried again, by error and by whom it depends on. Of days with many orders some are looked at, and stand for all.
         */
        get: operations["listBottlenecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See why orders were rejected, cancelled, late, complained about or returned
         * @description Of the orders of the last four weeks that are as old as their kind is counted by (`countedWithinDays`): how many of all it happened to, for which causes, the most frequent first, and by product, method of payment, carrier and step; week by week; and what is done about it, with the rates before and since. Counted anew every night.
         */
        get: operations["getCauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how customers rate their orders
         * @description The mean of one to five stars with what it may be, by week, product and carrier.
         */
        get: operations["getRatings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/cause-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note what is done against a cause, by whom, since when
         * @description Once per Idempotency-Key. What comes of it is in the answer of `GET /operations/causes` from then on.
         */
        post: operations["noteCauseAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/cause-actions/{actionId}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that what was done against a cause is over, and what came of it
         * @description Its effect is measured until then. Repeating it changes nothing.
         */
        post: operations["closeCauseAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type webhooks = {
    "order.accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.accepted
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "inventory.reserved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * inventory.reserved
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "backordered.items_arrived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * backordered.items_arrived
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.confirmed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.confirmed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.partly_shipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.partly_shipped
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "lines.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * lines.cancelled
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "delivery.instructions_changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * delivery.instructions_changed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "delivery.rescheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * delivery.rescheduled
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "delay.accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * delay.accepted
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.shipped": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.shipped
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.in_transit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.in_transit
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.out_for_delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.out_for_delivery
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.attempt_failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.attempt_failed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.exception": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.exception
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.delivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.delivered
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.returned
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.lost
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shipment.corrected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * shipment.corrected
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "items.returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * items.returned
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.requested
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.approved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.approved
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.sent
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.received
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.inspected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.inspected
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.refunded
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.exchanged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.exchanged
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.kept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.kept
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.refused
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.cancelled
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "return.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * return.expired
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.rejected
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.cancelled
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * payment.pending
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.authorized": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * payment.authorized
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.captured": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * payment.captured
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.declined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * payment.declined
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.voided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * payment.voided
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "payment.refunded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * payment.refunded
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * refund.requested
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * refund.refused
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "refund.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * refund.failed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * dispute.open
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * dispute.closed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "dispute.lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * dispute.lost
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.sent
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.delayed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.delayed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.refused
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.withheld": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.withheld
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.suppressed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.suppressed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.delivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.delivered
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.bounced": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.bounced
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.soft_bounced": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.soft_bounced
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.complained": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.complained
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.rejected
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "notice.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * notice.requested
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "order.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * order.changed
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * webhook.test
         * @description Signed as Standard Webhooks has it: headers webhook-id, webhook-timestamp and webhook-signature (`v1,` with HMAC-SHA256, several by spaces while a secret is replaced). Verify the bytes as they came.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TestEvent"];
                };
            };
            responses: {
                /** @description Nobody is there any more: the endpoint is disabled. */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Taken: it is not sent again. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
};
export type components = {
    schemas: {
        OrderRequest: {
            /**
             * @description ISO 4217 code of the money that the order is priced and paid in.
             * @enum {string}
             */
            currency: "AED" | "AFN" | "ALL" | "AMD" | "ANG" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLP" | "CNY" | "COP" | "CRC" | "CUC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HRK" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SLL" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYU" | "UZS" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XDR" | "XOF" | "XPF" | "XSU" | "YER" | "ZAR" | "ZMW" | "ZWG" | "ZWL";
            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
            lines: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Units, a whole number. */
                quantity: number;
                /** @description What one unit costs, in the minor unit of the currency. In a request: the price that the customer saw, refused unless it is one of the catalogue; its list price when left out. */
                unitPrice?: number;
            }[];
            /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
            total?: number;
            /** @description What the order comes to, where it is more than its lines. You state every figure, the service computes it and refuses what is off by one minor unit. Nothing is negative: a discount takes off, a credit pays. */
            totals?: {
                /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                subtotal: number;
                /** @description What is taken off, in this order. */
                discounts?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description What the customer typed to get it. */
                    code?: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                    on?: string[];
                }[];
                /** @description How the goods are sent, and what that costs. */
                shipping?: {
                    /** @description Your own name for the way of sending. */
                    method: string;
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                };
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description The tax, and how it was computed. */
                tax?: {
                    /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                    included: boolean;
                    /**
                     * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                     * @enum {string}
                     */
                    roundedBy: "LINE" | "ORDER";
                    /**
                     * @description How: HALF_UP is commercial rounding.
                     * @default HALF_UP
                     * @enum {string}
                     */
                    roundingMode?: "HALF_UP" | "DOWN" | "UP";
                    /** @description One entry a rate, or an authority. */
                    breakdown: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In percent, with at most 4 decimals. */
                        rate: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                };
                /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                credits?: {
                    /**
                     * @description What kind it is.
                     * @enum {string}
                     */
                    type: "GIFT_CARD" | "STORE_CREDIT";
                    /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                    reference: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                due: number;
            };
            /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
            number?: string;
            /** @description Your own name for the customer. */
            customerId?: string;
            /** @description How the customer is told: by e-mail, SMS or both. */
            contact: {
                /**
                 * Format: email
                 * @description E-mail address in ASCII (RFC 5321); an international domain in Punycode.
                 */
                email?: string;
                /** @description Who else gets the e-mails about the order, unseen by all others, once it is paid for. */
                copies?: string[];
                /** @description Telephone number for SMS, E.164. */
                phone?: string;
                /** @description Over which of the given channels the customer wants each kind of notice; over all where a kind is left out. A notice that cannot reach them over these comes over the other. */
                channels?: {
                    /** @description That the order is confirmed, refused or cancelled. At least one channel: it cannot be switched off. */
                    outcome?: ("email" | "sms")[];
                    /** @description What there is to pay, and what goes back. At least one channel: it cannot be switched off. */
                    money?: ("email" | "sms")[];
                    /** @description What becomes of the goods afterwards. Empty: the customer is not told. As a text message it comes by day only. */
                    delivery?: ("email" | "sms")[];
                };
            };
            /**
             * @description The language that the customer is written to in.
             * @default en
             * @enum {string}
             */
            locale?: "en" | "zh-CN" | "ja";
            /** @description Where the goods go. */
            shippingAddress: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /**
                 * @description ISO 3166-1 alpha-2 code; XK for Kosovo.
                 * @enum {string}
                 */
                country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
            };
            /** @description Whom the invoice goes to, where that is not whom the goods go to. */
            billingAddress?: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /**
                 * @description ISO 3166-1 alpha-2 code; XK for Kosovo.
                 * @enum {string}
                 */
                country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
                /** @description VAT identification number with its country; its form is checked, not whether it was given out. */
                vatId?: string;
            };
            /** @description What the carrier should know, as it was changed last. Kept and given back; in no notice. */
            deliveryInstructions?: string;
            /** @description What goes with a gift. Kept and given back; in no notice and no log. */
            giftMessage?: string;
            /** @description The time zone of the shopper, an IANA name: notices state times in it, else in the shop’s. */
            timeZone?: string;
            /** @description Your own notes: at most 20 texts of at most 500 characters, by names of at most 40. Kept and given back; in no notice and no log. */
            metadata?: {
                [key: string]: string;
            };
            /** @description The money, by the try to pay that the order is at. Of an order with nothing due there is none. */
            payment?: {
                /** @description The payment provider, by the name that the stage knows it by. */
                provider: string;
                /** @description What the provider gave the storefront to pay with, such as Stripe's payment method. */
                token: string;
            };
            /** @description Takes what there is of the lines, instead of being refused where something is short. What is not there is not charged; the order shows it as `cancelled`, with `shortages`, and what it then comes to. Shipping and fees stay as stated. */
            acceptPartial?: boolean;
            /** @description How often the customer may try to pay, from 1 (which it is without) to 4. With more, a payment that comes to nothing leaves the order RESERVED while its payment is waited for, as long as any provider of the stage needs. */
            paymentTries?: number;
        };
        AcceptedOrder: {
            /**
             * Format: uuid
             * @description Identifier of what this describes.
             */
            id: string;
            /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
            number: string;
            /**
             * @description Where the order stood when it was accepted: the same for every repeat of the request.
             * @enum {string}
             */
            status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
            /** @description The page of the order, to send its customer to right after the checkout: it moves by itself, and needs no signing in. Whoever has the address sees the page and may do what the customer may; where the order goes, it hides. It may be another each time you look. */
            statusUrl: string;
            /** @description When the order was accepted, ISO 8601 UTC. */
            createdAt: string;
            /** @description ISO 4217 code of the money that the order is priced and paid in. */
            currency: string;
            /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
            total: number;
            /** @description What the order comes to, where it is more than its lines. You state every figure, the service computes it and refuses what is off by one minor unit. Nothing is negative: a discount takes off, a credit pays. */
            totals?: {
                /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                subtotal: number;
                /** @description What is taken off, in this order. */
                discounts?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description What the customer typed to get it. */
                    code?: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                    on?: string[];
                }[];
                /** @description How the goods are sent, and what that costs. */
                shipping?: {
                    /** @description Your own name for the way of sending. */
                    method: string;
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                };
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description The tax, and how it was computed. */
                tax?: {
                    /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                    included: boolean;
                    /**
                     * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                     * @enum {string}
                     */
                    roundedBy: "LINE" | "ORDER";
                    /**
                     * @description How: HALF_UP is commercial rounding.
                     * @enum {string}
                     */
                    roundingMode: "HALF_UP" | "DOWN" | "UP";
                    /** @description One entry a rate, or an authority. */
                    breakdown: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In percent, with at most 4 decimals. */
                        rate: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                };
                /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                credits?: {
                    /**
                     * @description What kind it is.
                     * @enum {string}
                     */
                    type: "GIFT_CARD" | "STORE_CREDIT";
                    /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                    reference: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                due: number;
            };
            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
            lines: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description Units, a whole number. */
                quantity: number;
                /** @description What one unit costs, in the minor unit of the currency. In a request: the price that the customer saw, refused unless it is one of the catalogue; its list price when left out. */
                unitPrice: number;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
            }[];
            /** @description Your own name for the customer. */
            customerId?: string;
            /** @description How the customer is told: by e-mail, SMS or both. */
            contact: {
                /** @description E-mail address in ASCII (RFC 5321); an international domain in Punycode. */
                email?: string;
                /** @description Telephone number for SMS, E.164. */
                phone?: string;
                /** @description Who else gets the e-mails about the order, unseen by all others, once it is paid for. */
                copies?: string[];
                /** @description Over which of the given channels the customer wants each kind of notice; over all where a kind is left out. A notice that cannot reach them over these comes over the other. */
                channels?: {
                    /** @description That the order is confirmed, refused or cancelled. At least one channel: it cannot be switched off. */
                    outcome?: ("email" | "sms")[];
                    /** @description What there is to pay, and what goes back. At least one channel: it cannot be switched off. */
                    money?: ("email" | "sms")[];
                    /** @description What becomes of the goods afterwards. Empty: the customer is not told. As a text message it comes by day only. */
                    delivery?: ("email" | "sms")[];
                };
            };
            /**
             * @description The language that the customer is written to in.
             * @enum {string}
             */
            locale: "en" | "zh-CN" | "ja";
            /** @description Where the goods go. */
            shippingAddress: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
            };
            /** @description When the order is to leave the warehouse and to arrive, where the shop promises it (`delivery` of its profile): calendar days. */
            expected?: {
                /** @description The day by which it is to have left. */
                shipBy: string;
                /** @description The first day on which it may arrive. */
                deliverFrom: string;
                /** @description The day by which it is to have arrived. */
                deliverBy: string;
                /** @description The time zone of the warehouse, in which that day ends. */
                warehouseZone: string;
            };
            /** @description When the order will be there, all of it, as that is foreseen: `expected` is promised, this is likely. By what its carrier says, by what was learned of the shop’s own parcels, else by the working days that its carrier takes from the day on which it leaves. Not of an order that has arrived, or when nothing is promised. */
            arrival?: {
                /** @description The first day on which it is likely. How often that is right: docs/models/delivery.md. */
                earliestDay: string;
                /** @description The last day on which it is likely. How often that is right: docs/models/delivery.md. */
                latestDay: string;
                /** @description How likely it comes behind `deliverBy`, from 0 to 1; only where that was learned from the shop’s own parcels. How often that is right: docs/models/delivery.md. */
                lateProbability?: number;
                /** @description How many of 100 orders that arrived in the last two weeks came within the range that is said so; absent while too few have. */
                keptOf100?: number;
            };
            /** @description By when it will be confirmed: 90 of 100 orders like it are, by provider and hour of the last weeks; once that has passed, when 99 are. ISO 8601 UTC; only while the order has no answer, and where enough is known. How often that is right: docs/models/confirmation.md. */
            expectedBy?: string;
            /** @description Whom the invoice goes to, where that is not whom the goods go to. */
            billingAddress?: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
                /** @description VAT identification number with its country; its form is checked, not whether it was given out. */
                vatId?: string;
            };
            /** @description What the carrier should know, as it was changed last. Kept and given back; in no notice. */
            deliveryInstructions?: string;
            /** @description What goes with a gift. Kept and given back; in no notice and no log. */
            giftMessage?: string;
            /** @description The time zone of the shopper, an IANA name: notices state times in it, else in the shop’s. */
            timeZone?: string;
            /** @description Your own notes: at most 20 texts of at most 500 characters, by names of at most 40. Kept and given back; in no notice and no log. */
            metadata?: {
                [key: string]: string;
            };
            /** @description The payment provider, by the name that the stage knows it by. */
            paymentProvider?: string;
            /** @description Takes what there is of the lines, instead of being refused where something is short. What is not there is not charged; the order shows it as `cancelled`, with `shortages`, and what it then comes to. Shipping and fees stay as stated. */
            acceptPartial?: boolean;
            /** @description How often the customer may try to pay, from 1 (which it is without) to 4. With more, a payment that comes to nothing leaves the order RESERVED while its payment is waited for, as long as any provider of the stage needs. */
            paymentTries?: number;
        };
        Order: {
            /**
             * Format: uuid
             * @description Identifier of what this describes.
             */
            id: string;
            /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
            number: string;
            /**
             * @description Where the order, or within `payment` and `payments` its money, stands now.
             * @enum {string}
             */
            status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
            /** @description The page of the order, to send its customer to right after the checkout: it moves by itself, and needs no signing in. Whoever has the address sees the page and may do what the customer may; where the order goes, it hides. It may be another each time you look. */
            statusUrl: string;
            /** @description When the order was accepted, ISO 8601 UTC. */
            createdAt: string;
            /** @description ISO 4217 code of the money that the order is priced and paid in. */
            currency: string;
            /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
            total: number;
            /** @description What the order comes to, where it is more than its lines. You state every figure, the service computes it and refuses what is off by one minor unit. Nothing is negative: a discount takes off, a credit pays. */
            totals?: {
                /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                subtotal: number;
                /** @description What is taken off, in this order. */
                discounts?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description What the customer typed to get it. */
                    code?: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                    on?: string[];
                }[];
                /** @description How the goods are sent, and what that costs. */
                shipping?: {
                    /** @description Your own name for the way of sending. */
                    method: string;
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                };
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description The tax, and how it was computed. */
                tax?: {
                    /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                    included: boolean;
                    /**
                     * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                     * @enum {string}
                     */
                    roundedBy: "LINE" | "ORDER";
                    /**
                     * @description How: HALF_UP is commercial rounding.
                     * @enum {string}
                     */
                    roundingMode: "HALF_UP" | "DOWN" | "UP";
                    /** @description One entry a rate, or an authority. */
                    breakdown: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In percent, with at most 4 decimals. */
                        rate: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                };
                /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                credits?: {
                    /**
                     * @description What kind it is.
                     * @enum {string}
                     */
                    type: "GIFT_CARD" | "STORE_CREDIT";
                    /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                    reference: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                due: number;
            };
            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
            lines: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description Units, a whole number. */
                quantity: number;
                /** @description What one unit costs, in the minor unit of the currency. In a request: the price that the customer saw, refused unless it is one of the catalogue; its list price when left out. */
                unitPrice: number;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description Units of the line that will not be shipped. */
                cancelled: number;
                /** @description Units of the line that have left the warehouse. */
                fulfilled: number;
                /** @description Units of the line that came back. */
                returned: number;
            }[];
            /** @description Your own name for the customer. */
            customerId?: string;
            /** @description How the customer is told: by e-mail, SMS or both. */
            contact: {
                /** @description E-mail address in ASCII (RFC 5321); an international domain in Punycode. */
                email?: string;
                /** @description Telephone number for SMS, E.164. */
                phone?: string;
                /** @description Who else gets the e-mails about the order, unseen by all others, once it is paid for. */
                copies?: string[];
                /** @description Over which of the given channels the customer wants each kind of notice; over all where a kind is left out. A notice that cannot reach them over these comes over the other. */
                channels?: {
                    /** @description That the order is confirmed, refused or cancelled. At least one channel: it cannot be switched off. */
                    outcome?: ("email" | "sms")[];
                    /** @description What there is to pay, and what goes back. At least one channel: it cannot be switched off. */
                    money?: ("email" | "sms")[];
                    /** @description What becomes of the goods afterwards. Empty: the customer is not told. As a text message it comes by day only. */
                    delivery?: ("email" | "sms")[];
                };
            };
            /**
             * @description The language that the customer is written to in.
             * @enum {string}
             */
            locale: "en" | "zh-CN" | "ja";
            /** @description Where the goods go. */
            shippingAddress: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
            };
            /** @description When the order is to leave the warehouse and to arrive, where the shop promises it (`delivery` of its profile): calendar days. */
            expected?: {
                /** @description The day by which it is to have left. */
                shipBy: string;
                /** @description The first day on which it may arrive. */
                deliverFrom: string;
                /** @description The day by which it is to have arrived. */
                deliverBy: string;
                /** @description The time zone of the warehouse, in which that day ends. */
                warehouseZone: string;
            };
            /** @description When the order will be there, all of it, as that is foreseen: `expected` is promised, this is likely. By what its carrier says, by what was learned of the shop’s own parcels, else by the working days that its carrier takes from the day on which it leaves. Not of an order that has arrived, or when nothing is promised. */
            arrival?: {
                /** @description The first day on which it is likely. How often that is right: docs/models/delivery.md. */
                earliestDay: string;
                /** @description The last day on which it is likely. How often that is right: docs/models/delivery.md. */
                latestDay: string;
                /** @description How likely it comes behind `deliverBy`, from 0 to 1; only where that was learned from the shop’s own parcels. How often that is right: docs/models/delivery.md. */
                lateProbability?: number;
                /** @description How many of 100 orders that arrived in the last two weeks came within the range that is said so; absent while too few have. */
                keptOf100?: number;
            };
            /** @description By when it will be confirmed: 90 of 100 orders like it are, by provider and hour of the last weeks; once that has passed, when 99 are. ISO 8601 UTC; only while the order has no answer, and where enough is known. How often that is right: docs/models/confirmation.md. */
            expectedBy?: string;
            /** @description Whom the invoice goes to, where that is not whom the goods go to. */
            billingAddress?: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
                /** @description VAT identification number with its country; its form is checked, not whether it was given out. */
                vatId?: string;
            };
            /** @description What the carrier should know, as it was changed last. Kept and given back; in no notice. */
            deliveryInstructions?: string;
            /** @description What goes with a gift. Kept and given back; in no notice and no log. */
            giftMessage?: string;
            /** @description The time zone of the shopper, an IANA name: notices state times in it, else in the shop’s. */
            timeZone?: string;
            /** @description Your own notes: at most 20 texts of at most 500 characters, by names of at most 40. Kept and given back; in no notice and no log. */
            metadata?: {
                [key: string]: string;
            };
            /** @description The payment provider, by the name that the stage knows it by. */
            paymentProvider?: string;
            /** @description Takes what there is of the lines, instead of being refused where something is short. What is not there is not charged; the order shows it as `cancelled`, with `shortages`, and what it then comes to. Shipping and fees stay as stated. */
            acceptPartial?: boolean;
            /** @description How often the customer may try to pay, from 1 (which it is without) to 4. With more, a payment that comes to nothing leaves the order RESERVED while its payment is waited for, as long as any provider of the stage needs. */
            paymentTries?: number;
            /** @description What has left the warehouse at once, in the order of time. */
            shipments?: {
                /** @description Identifier of what this describes. */
                id: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                lines: {
                    /** @description The number of the line: its place in the order, counted from 1. */
                    line: number;
                    /** @description Units, a whole number. */
                    quantity: number;
                }[];
                /** @description Who carries it, as customers know them. */
                carrier?: string;
                /** @description What the carrier was asked for, in its words: Express. */
                service?: string;
                /** @description What the carrier knows it by. */
                trackingNumber?: string;
                /** @description How the shipment stands with its carrier; absent until there is news of it. */
                parcel?: {
                    /**
                     * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                     * @enum {string}
                     */
                    state: "LABEL_CREATED" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "ATTEMPT_FAILED" | "EXCEPTION" | "DELIVERED" | "RETURNED" | "LOST";
                    /** @description Since when, ISO 8601 UTC. */
                    since: string;
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description When the carrier expects to deliver it: ISO 8601, a day or a moment. */
                    estimatedDelivery?: string;
                    /** @description What the carrier said of it, in the order of time by its clock. */
                    readonly scans: {
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /**
                         * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                         * @enum {string}
                         */
                        state: "LABEL_CREATED" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "ATTEMPT_FAILED" | "EXCEPTION" | "DELIVERED" | "RETURNED" | "LOST";
                        /** @description The words of the carrier, in its language; or of staff. */
                        message?: string;
                        /** @description Where that was, as the carrier writes it. */
                        place?: string;
                        /**
                         * @description Who did it.
                         * @constant
                         */
                        by?: "STAFF";
                    }[];
                };
                /** @description The page of its carrier about it. */
                trackingUrl?: string;
            }[];
            /** @description When the last parcel of the order arrived, ISO 8601 UTC: absent while something of it is still to be shipped or to arrive. What is lost or goes back is waited for no longer. */
            deliveredAt?: string;
            /** @description How `expected` has changed since the order was accepted, in the order of time; each is also in the timeline. */
            reschedulings?: {
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "WAREHOUSE_CLOSED" | "NOT_SHIPPED" | "EXCEPTION" | "NO_FIRST_SCAN" | "NO_NEWS" | "PREDICTED_LATE" | "BACKORDER" | "STOCK_ARRIVED" | "SHOP";
                /** @description The day by which it is to have arrived. */
                deliverBy: string;
                /** @description The day by which it was to arrive before. */
                formerly: string;
            }[];
            /** @description What came back to the warehouse at once, in the order of time. */
            returns?: {
                /** @description Identifier of what this describes. */
                id: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Who did it. */
                by: string;
                /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                lines: {
                    /** @description The number of the line: its place in the order, counted from 1. */
                    line: number;
                    /** @description Units, a whole number. */
                    quantity: number;
                }[];
                /** @description Whether the units are to be sold again; else they are set aside. Not unless told. */
                restock: boolean;
                /** @description Why. */
                reason?: string;
            }[];
            /** @description What the customer wanted to give back, exchange or complained about, each with what became of it, in the order of time. */
            returnCases?: {
                /** @description Identifier of what this describes. */
                id: string;
                /**
                 * @description Of an objection to the payment, what kind it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                 * @enum {string}
                 */
                kind: "WITHDRAWAL" | "RETURN" | "EXCHANGE" | "CLAIM";
                /**
                 * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                 * @enum {string}
                 */
                state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                lines: {
                    /** @description The number of the line: its place in the order, counted from 1. */
                    line: number;
                    /** @description Units, a whole number. */
                    quantity: number;
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku?: string;
                }[];
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason?: "CHANGED_MIND" | "WRONG_SIZE" | "NOT_AS_DESCRIBED" | "BROKEN" | "WRONG_ITEM" | "MISSING" | "LOST";
                /** @description Why, in words. OTHER needs it. */
                text?: string;
                /** @description Who withdraws, as they name themselves; who the goods were sent to when left out. */
                declaredBy?: string;
                /**
                 * @description What the customer gets: their money (REFUND) or new goods (REPLACEMENT).
                 * @enum {string}
                 */
                remedy: "REFUND" | "REPLACEMENT";
                /** @description Whether the goods stay with the customer. */
                keeps: boolean;
                /** @description How it came to stand so, in the order of time. */
                history: {
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /**
                     * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                     * @enum {string}
                     */
                    state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                    /** @description Who did it. */
                    by: string;
                }[];
                /**
                 * @description Who pays for sending the goods back.
                 * @enum {string}
                 */
                postage: "CUSTOMER" | "SHOP";
                /** @description What is kept of the money, in the minor unit of the currency. */
                fee?: number;
                /** @description From when on it is too late to send the goods, ISO 8601 UTC. */
                sendBy?: string;
                /** @description Until when the money of a withdrawal is to be back, ISO 8601 UTC. */
                refundBy?: string;
                /** @description Who carries it, as customers know them. */
                carrier?: string;
                /** @description What the carrier knows it by. */
                trackingNumber?: string;
                /** @description What was found to have come back. */
                inspected?: {
                    /** @description The number of the line: its place in the order, counted from 1. */
                    line: number;
                    /** @description Units that are to be sold again. */
                    sellable: number;
                    /** @description Units that were set aside. */
                    unsellable: number;
                }[];
                /** @description How much of the money is kept for what is found of the goods, in the minor unit of the currency. */
                withheld?: number;
                /** @description What the customer is told of it. */
                remark?: string;
                /** @description At most so much goes back, in the minor unit of the currency. */
                atMost?: number;
                /** @description The order by which new goods are sent, at no charge. */
                replacementOrderId?: string;
                /** @description That there were no new goods, so that the customer gets their money. */
                soldOut?: boolean;
                /** @description What went back by it, in the minor unit of the currency. */
                givenBack?: number;
                /** @description Why its money could not go back by itself: somebody gives it back and says so. */
                refundTrouble?: string;
            }[];
            /** @description Grows with each change of the order, its payment or its notices. */
            version: number;
            /** @description What happened to the order, its payment, its refunds and its notices, in the order of time. */
            timeline: {
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description What happened.
                 * @enum {string}
                 */
                event: "ORDER_ACCEPTED" | "INVENTORY_RESERVED" | "BACKORDERED_ITEMS_ARRIVED" | "ORDER_CONFIRMED" | "ORDER_PARTLY_SHIPPED" | "LINES_CANCELLED" | "DELIVERY_INSTRUCTIONS_CHANGED" | "DELIVERY_RESCHEDULED" | "DELAY_ACCEPTED" | "ORDER_SHIPPED" | "SHIPMENT_IN_TRANSIT" | "SHIPMENT_OUT_FOR_DELIVERY" | "SHIPMENT_ATTEMPT_FAILED" | "SHIPMENT_EXCEPTION" | "SHIPMENT_DELIVERED" | "SHIPMENT_RETURNED" | "SHIPMENT_LOST" | "SHIPMENT_CORRECTED" | "ITEMS_RETURNED" | "RETURN_REQUESTED" | "RETURN_APPROVED" | "RETURN_SENT" | "RETURN_RECEIVED" | "RETURN_INSPECTED" | "RETURN_REFUNDED" | "RETURN_EXCHANGED" | "RETURN_KEPT" | "RETURN_REFUSED" | "RETURN_CANCELLED" | "RETURN_EXPIRED" | "ORDER_REJECTED" | "ORDER_CANCELLED" | "PAYMENT_PENDING" | "PAYMENT_AUTHORIZED" | "PAYMENT_CAPTURED" | "PAYMENT_DECLINED" | "PAYMENT_VOIDED" | "PAYMENT_REFUNDED" | "REFUND_REQUESTED" | "REFUND_REFUSED" | "REFUND_FAILED" | "DISPUTE_OPEN" | "DISPUTE_CLOSED" | "DISPUTE_LOST" | "NOTICE_SENDING" | "NOTICE_SENT" | "NOTICE_DELAYED" | "NOTICE_REFUSED" | "NOTICE_WITHHELD" | "NOTICE_SUPPRESSED" | "NOTICE_DELIVERED" | "NOTICE_BOUNCED" | "NOTICE_SOFT_BOUNCED" | "NOTICE_COMPLAINED" | "NOTICE_REJECTED" | "NOTICE_REQUESTED";
                /** @description More about it: a reason, an amount, a channel. */
                detail?: string;
            }[];
            /** @description Notices that the customer did not get over a channel, and will not: the address or number was refused (REFUSED), its mail server sent the e-mail back for good (BOUNCED), a virus was found in it (REJECTED), or it was not sent because of such a thing before, or a complaint (SUPPRESSED). Time to ask for another address. */
            undelivered?: {
                /**
                 * @description What happened.
                 * @enum {string}
                 */
                event: "order-confirmed" | "order-rejected" | "order-cancelled" | "lines-cancelled" | "payment-awaited" | "payment-failed" | "order-checking" | "backordered-items-arrived" | "order-shipped" | "parcel-out-for-delivery" | "parcel-delivered" | "parcel-attempt-failed" | "parcel-returned" | "parcel-lost" | "order-delayed" | "payment-refunded" | "withdrawal-received" | "return-requested" | "return-approved" | "return-refused";
                /** @description Which time, of an event that an order may see several times. */
                about?: string;
                /**
                 * @description By what the customer was to be told.
                 * @enum {string}
                 */
                channel: "email" | "sms";
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "REFUSED" | "BOUNCED" | "REJECTED" | "SUPPRESSED";
            }[];
            /** @description Only while a problem on our side keeps the order from its answer. Staff know of it. */
            delayed?: {
                /** @description Since when, ISO 8601 UTC. */
                since: string;
                /** @description When it has an answer at the latest, ISO 8601 UTC, give or take a minute: unless the problem is solved before, the order is REJECTED then, and stock and money are released. */
                until: string;
            };
            /** @description While people look at an order that is paid for, before it is confirmed. */
            checking?: {
                /** @description When it has an answer at the latest, ISO 8601 UTC, give or take a minute: unless the problem is solved before, the order is REJECTED then, and stock and money are released. */
                until: string;
            };
            /** @description Units that were promised beyond the stock and are still to come. */
            backorderedLines?: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Units, a whole number. */
                quantity: number;
                /** @description When the units are expected, ISO 8601 UTC. */
                expectedAt: string;
            }[];
            /** @description Why the order was refused, and when; absent unless it is REJECTED. */
            rejection?: {
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "OUT_OF_STOCK" | "PAYMENT_DECLINED" | "PAYMENT_TIMEOUT" | "NOT_ACCEPTED" | "HOLD_EXPIRED" | "TECHNICAL_PROBLEM";
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                shortages?: {
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku: string;
                    /** @description Units that the order asked for. */
                    requested: number;
                    /** @description Units that may be promised now. */
                    available: number;
                }[];
            };
            /** @description The SKUs that were short: what the order asked for, and what of that there was. */
            shortages?: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Units that the order asked for. */
                requested: number;
                /** @description Units that may be promised now. */
                available: number;
            }[];
            /** @description Who called the order off, when and why; absent unless it is CANCELLED. */
            cancellation?: {
                /**
                 * @description Who did it.
                 * @enum {string}
                 */
                by: "CUSTOMER" | "STAFF";
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                /** @description Why, in words. OTHER needs it. */
                text?: string;
            };
            /** @description Lines, or units of them, that were cancelled before they were shipped, one after the other. */
            lineCancellations?: {
                /** @description Identifier of what this describes. */
                id: string;
                /**
                 * @description Who did it.
                 * @enum {string}
                 */
                by: "CUSTOMER" | "STAFF";
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                /** @description Why, in words. OTHER needs it. */
                text?: string;
                /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                lines: {
                    /** @description The number of the line: its place in the order, counted from 1. */
                    line: number;
                    /** @description Units, a whole number. */
                    quantity: number;
                }[];
                /** @description What the order is charged less for it, by kind; below 0 what it is charged more, such as shipping that is no longer free. */
                charges: {
                    /** @description Of the lines. */
                    items: number;
                    /** @description How the goods are sent, and what that costs. */
                    shipping: number;
                    /** @description What else is charged: gift wrap, a deposit. */
                    fees: number;
                    /** @description The tax, and how it was computed. */
                    tax: number;
                };
            }[];
            /** @description What the order comes to without what was short, and since lines of it were cancelled, whatever was given back of it besides. */
            currentTotal?: number;
            /** @description How it comes to that. What was kept or given beside the share of the lines stands as a fee or a discount `Cancellation`. */
            currentTotals?: {
                /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                subtotal: number;
                /** @description What is taken off, in this order. */
                discounts?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description What the customer typed to get it. */
                    code?: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                    on?: string[];
                }[];
                /** @description How the goods are sent, and what that costs. */
                shipping?: {
                    /** @description Your own name for the way of sending. */
                    method: string;
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                };
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description The tax, and how it was computed. */
                tax?: {
                    /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                    included: boolean;
                    /**
                     * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                     * @enum {string}
                     */
                    roundedBy: "LINE" | "ORDER";
                    /**
                     * @description How: HALF_UP is commercial rounding.
                     * @enum {string}
                     */
                    roundingMode: "HALF_UP" | "DOWN" | "UP";
                    /** @description One entry a rate, or an authority. */
                    breakdown: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In percent, with at most 4 decimals. */
                        rate: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                };
                /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                credits?: {
                    /**
                     * @description What kind it is.
                     * @enum {string}
                     */
                    type: "GIFT_CARD" | "STORE_CREDIT";
                    /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                    reference: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                due: number;
            };
            /** @description What was charged, after discounts, and has not been given back. */
            chargesLeft?: {
                /** @description Of the lines. */
                items: number;
                /** @description How the goods are sent, and what that costs. */
                shipping: number;
                /** @description What else is charged: gift wrap, a deposit. */
                fees: number;
                /** @description The tax, and how it was computed. */
                tax: number;
            };
            /** @description What you have to give back to gift cards and store credit, in all over the life of the order: what you gave back already is in it. */
            creditsToGiveBack?: {
                /**
                 * @description What kind it is.
                 * @enum {string}
                 */
                type: "GIFT_CARD" | "STORE_CREDIT";
                /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                reference: string;
                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                amount: number;
            }[];
            /** @description Each try to pay, where there may be several. Money of all but the last goes back, however late it comes. */
            payments?: {
                /** @description Which try to pay, counted from 1. */
                try: number;
                /** @description The payment provider, by the name that the stage knows it by. */
                provider: string;
                /**
                 * @description Where the order, or within `payment` and `payments` its money, stands now.
                 * @enum {string}
                 */
                status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                /** @description When it began, ISO 8601 UTC. */
                begunAt: string;
                /** @description What was taken from the customer, in the minor unit of the currency. */
                captured: number;
                /** @description What was given back of it, in the minor unit of the currency. */
                refunded: number;
            }[];
            /** @description How often the customer may still pay in another way. */
            paymentTriesLeft?: number;
            /** @description The money, by the try to pay that the order is at. Of an order with nothing due there is none. */
            payment?: {
                /**
                 * @description Where the order, or within `payment` and `payments` its money, stands now.
                 * @enum {string}
                 */
                status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                /** @description What was taken from the customer, in the minor unit of the currency. */
                captured: number;
                /** @description What was given back of it, in the minor unit of the currency. */
                refunded: number;
                /** @description Where the customer pays, while the payment is PENDING. */
                payUrl?: string;
                /** @description When `payUrl` opens no longer, where that may be before the payment is no longer waited for. Read the order again for a new one. */
                payUrlExpiresAt?: string;
                /** @description Chargebacks, warnings of fraud and complaints: while one is OPEN or LOST, the order is not shipped. */
                disputes?: {
                    /**
                     * @description Of an objection to the payment, what kind it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                     * @enum {string}
                     */
                    kind: "CHARGEBACK" | "FRAUD_WARNING" | "COMPLAINT";
                    /** @description Why. */
                    reason: string;
                    /**
                     * @description Where the order, or within `payment` and `payments` its money, stands now.
                     * @enum {string}
                     */
                    status: "OPEN" | "CLOSED" | "LOST";
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description When we heard of its end, ISO 8601 UTC. */
                    endedAt?: string;
                }[];
            };
        };
        OrderPage: {
            /** @description The orders. */
            orders: {
                /**
                 * Format: uuid
                 * @description Identifier of what this describes.
                 */
                id: string;
                /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                number: string;
                /** @description The client that placed the order. */
                storefront: string;
                /**
                 * @description Where the order stands now.
                 * @enum {string}
                 */
                status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                /** @description When the order was accepted, ISO 8601 UTC. */
                createdAt: string;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        PaymentRequest: {
            /** @description The payment provider, by the name that the stage knows it by. */
            provider: string;
            /** @description What the provider gave the storefront to pay with, such as Stripe's payment method. */
            token: string;
        };
        CancellationRequest: {
            /**
             * @description Why.
             * @enum {string}
             */
            reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
            /** @description Why, in words. OTHER needs it. */
            text?: string;
            /** @description The lines that are called off, each once, before they are shipped. Without it the whole order is. */
            lines?: {
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description Units of the line; all that are still to be shipped when left out. */
                quantity?: number;
            }[];
            /** @description What the order comes to without these units, where that is not less by their share: a voucher that no longer holds, shipping that is no longer free. Never more than before. */
            totals?: {
                /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                subtotal: number;
                /** @description What is taken off, in this order. */
                discounts?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description What the customer typed to get it. */
                    code?: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                    on?: string[];
                }[];
                /** @description How the goods are sent, and what that costs. */
                shipping?: {
                    /** @description Your own name for the way of sending. */
                    method: string;
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                };
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: {
                    /** @description What the customer reads beside the amount. */
                    title: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description The tax, and how it was computed. */
                tax?: {
                    /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                    included: boolean;
                    /**
                     * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                     * @enum {string}
                     */
                    roundedBy: "LINE" | "ORDER";
                    /**
                     * @description How: HALF_UP is commercial rounding.
                     * @default HALF_UP
                     * @enum {string}
                     */
                    roundingMode?: "HALF_UP" | "DOWN" | "UP";
                    /** @description One entry a rate, or an authority. */
                    breakdown: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In percent, with at most 4 decimals. */
                        rate: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                };
                /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                credits?: {
                    /**
                     * @description What kind it is.
                     * @enum {string}
                     */
                    type: "GIFT_CARD" | "STORE_CREDIT";
                    /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                    reference: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                due: number;
            };
            /** @description What goes back for the lines, by what it was charged for, in place of their share. Empty: nothing. Tax is of its own where it came on top. */
            refund?: {
                /** @description Of the lines. */
                items?: number;
                /** @description How the goods are sent, and what that costs. */
                shipping?: number;
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: number;
                /** @description The tax, and how it was computed. */
                tax?: number;
            };
        };
        DeliveryInstructionsChange: {
            /** @description What the carrier should know, as it was changed last. Kept and given back; in no notice. */
            deliveryInstructions: string | null;
        };
        ExpectedDeliveryChange: {
            /**
             * Format: date
             * @description The day by which it is to have left.
             */
            shipBy?: string;
            /**
             * Format: date
             * @description The first day on which it may arrive.
             */
            deliverFrom?: string;
            /**
             * Format: date
             * @description The day by which it is to have arrived.
             */
            deliverBy: string;
        };
        CarrierScorecard: {
            /** @description In which the parcels left. */
            months: string[];
            /** @description Each carrier in each country. */
            lanes: {
                /** @description Who carries it, as customers know them. */
                carrier: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
                /**
                 * @description Of which nothing more is expected.
                 * @default 0
                 */
                parcels: number;
                /**
                 * @description Of them, those that were delivered.
                 * @default 0
                 */
                delivered: number;
                /**
                 * @description Of them, those that took longer than their carrier takes, by the shop’s profile, or were lost.
                 * @default 0
                 */
                late: number;
                /**
                 * @description Of them, those that were lost.
                 * @default 0
                 */
                lost: number;
                /**
                 * @description Of them, those that came back.
                 * @default 0
                 */
                returned: number;
                /**
                 * @description Of them, those of which nobody has heard whether they came.
                 * @default 0
                 */
                silent: number;
                /**
                 * @description From leaving to delivery, in sum.
                 * @default 0
                 */
                days: number;
                /** @description Of those that were delivered or lost, how many were late, from 0 to 1. How often that is right: docs/models/samples.md. */
                lateShare: number;
                /** @description Of those that were delivered or lost, how many were lost, from 0 to 1. */
                lostShare: number;
                /** @description From leaving to delivery, on average. */
                averageDays: number;
            }[];
        };
        ShipmentRequest: {
            /** @description What leaves, each line once; all that is still to be shipped when left out. */
            lines?: {
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description Units, a whole number. */
                quantity: number;
            }[];
            /** @description Who carries it, as customers know them. */
            carrier?: string;
            /** @description What the carrier was asked for, in its words: Express. */
            service?: string;
            /** @description What the carrier knows it by. */
            trackingNumber?: string;
        };
        ShipmentChange: {
            /** @description Who carries it, as customers know them. */
            carrier?: string | null;
            /** @description What the carrier was asked for, in its words: Express. */
            service?: string | null;
            /** @description What the carrier knows it by. */
            trackingNumber?: string | null;
        };
        ParcelMove: {
            /**
             * @description LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes.
             * @enum {string}
             */
            state: "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "ATTEMPT_FAILED" | "EXCEPTION" | "DELIVERED" | "RETURNED" | "LOST";
            /** @description What the customer reads beside it. */
            message?: string;
        };
        ReturnRequest: {
            /** @description What came back, each line once. */
            lines: {
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description Units, a whole number. */
                quantity: number;
            }[];
            /**
             * @description Whether the units are to be sold again; else they are set aside. Not unless told.
             * @default false
             */
            restock?: boolean;
            /** @description Why. */
            reason?: string;
        };
        ReturnOptions: {
            /**
             * Format: uuid
             * @description The identifier of the order.
             */
            orderId: string;
            /** @description Each line of the order, with what may be asked for of it. */
            lines: {
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Units that the customer has, and that nothing was asked for yet. */
                units: number;
                /** @description Units that are still to be shipped, and that nothing was asked for yet. */
                open: number;
                /** @description Out of the contract, without a reason, as the law of the EU has it. */
                WITHDRAWAL: {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: true;
                    /** @description From when on it is too late, ISO 8601 UTC; absent while goods of the order are still to be delivered. */
                    until?: string;
                    /** @description Only with its seal whole. */
                    isSealed?: boolean;
                } | {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: false;
                    /**
                     * @description Why not.
                     * @enum {string}
                     */
                    reason: "NOT_SHIPPED" | "NOTHING_LEFT" | "WINDOW_OVER" | "NOT_OFFERED" | "MADE_TO_ORDER" | "PERISHABLE" | "DIGITAL";
                };
                /** @description Back as a courtesy of the shop. */
                RETURN: {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: true;
                    /** @description From when on it is too late, ISO 8601 UTC; absent while goods of the order are still to be delivered. */
                    until?: string;
                    /** @description Only with its seal whole. */
                    isSealed?: boolean;
                } | {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: false;
                    /**
                     * @description Why not.
                     * @enum {string}
                     */
                    reason: "NOT_SHIPPED" | "NOTHING_LEFT" | "WINDOW_OVER" | "NOT_OFFERED" | "MADE_TO_ORDER" | "PERISHABLE" | "DIGITAL";
                };
                /** @description For something else of the same price. */
                EXCHANGE: {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: true;
                    /** @description From when on it is too late, ISO 8601 UTC; absent while goods of the order are still to be delivered. */
                    until?: string;
                    /** @description Only with its seal whole. */
                    isSealed?: boolean;
                } | {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: false;
                    /**
                     * @description Why not.
                     * @enum {string}
                     */
                    reason: "NOT_SHIPPED" | "NOTHING_LEFT" | "WINDOW_OVER" | "NOT_OFFERED" | "MADE_TO_ORDER" | "PERISHABLE" | "DIGITAL";
                };
                /** @description It is broken or wrong, or did not come. */
                CLAIM: {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: true;
                    /** @description From when on it is too late, ISO 8601 UTC; absent while goods of the order are still to be delivered. */
                    until?: string;
                    /** @description Only with its seal whole. */
                    isSealed?: boolean;
                } | {
                    /**
                     * @description Whether it may be asked for.
                     * @constant
                     */
                    allowed: false;
                    /**
                     * @description Why not.
                     * @enum {string}
                     */
                    reason: "NOT_SHIPPED" | "NOTHING_LEFT" | "WINDOW_OVER" | "NOT_OFFERED" | "MADE_TO_ORDER" | "PERISHABLE" | "DIGITAL";
                };
            }[];
        };
        ReturnCaseRequest: {
            /**
             * @description WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
             * @enum {string}
             */
            kind: "WITHDRAWAL" | "RETURN" | "EXCHANGE" | "CLAIM";
            /** @description What it is about, each line once. */
            lines: {
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description Units, a whole number. */
                quantity: number;
                /** @description In an exchange, what the customer would like instead. */
                sku?: string;
            }[];
            /**
             * @description Why; a withdrawal needs no reason.
             * @enum {string}
             */
            reason?: "CHANGED_MIND" | "WRONG_SIZE" | "NOT_AS_DESCRIBED" | "BROKEN" | "WRONG_ITEM" | "MISSING" | "LOST";
            /** @description What the customer says of it. */
            text?: string;
            /** @description Who withdraws, as they name themselves; who the goods were sent to when left out. */
            declaredBy?: string;
        };
        ReturnCaseMove: {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "APPROVED";
            /**
             * @description What the customer gets: their money (REFUND) or new goods (REPLACEMENT).
             * @enum {string}
             */
            remedy: "REFUND" | "REPLACEMENT";
            /** @description Whether the goods stay with the customer. */
            keeps: boolean;
            /** @description At most so much goes back, in the minor unit of the currency. */
            atMost?: number;
            /** @description What the customer is told of it. */
            remark?: string;
        } | {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "SENT";
            /** @description Who carries it, as customers know them. */
            carrier?: string;
            /** @description What the carrier knows it by. */
            trackingNumber?: string;
        } | {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "RECEIVED";
        } | {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "INSPECTED";
            /** @description What came back, and in which state, each line once. */
            lines: {
                /** @description The number of the line: its place in the order, counted from 1. */
                line: number;
                /** @description Units that are to be sold again. */
                sellable: number;
                /** @description Units that are set aside. */
                unsellable: number;
            }[];
            /** @description How much of the money is kept for what is found of the goods, in the minor unit of the currency. */
            withheld?: number;
            /** @description What the customer is told of it. */
            remark?: string;
        } | {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "REFUNDED";
            /** @description What the customer is told of it. */
            remark: string;
        } | {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "REFUSED";
            /** @description What the customer is told of it. */
            remark: string;
        } | {
            /**
             * @description Where the case goes.
             * @constant
             */
            to: "CANCELLED";
        };
        ReturnCasePage: {
            /** @description The cases of this page. */
            cases: {
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId: string;
                /** @description What the customer calls the order. */
                number: string;
                /** @description The return case. */
                caseId: string;
                /**
                 * @description WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                 * @enum {string}
                 */
                kind: "WITHDRAWAL" | "RETURN" | "EXCHANGE" | "CLAIM";
                /**
                 * @description Where the case stands.
                 * @enum {string}
                 */
                state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                /** @description Since when, ISO 8601 UTC. */
                since: string;
                /** @description How many units the case is about. */
                units: number;
                /** @description Until when the money of a withdrawal is to be back, ISO 8601 UTC. */
                refundBy?: string;
                /** @description Why its money could not go back by itself: somebody gives it back and says so. */
                refundTrouble?: string;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        ErasureRequest: {
            /** @description The ids of at most 50 orders whose personal data is erased. Give either these, or a customer, or an address. */
            orderIds?: string[];
            /** @description Whose orders, all of them: the customer as the storefront names them. */
            customer?: {
                /** @description The client that placed the order. */
                storefront: string;
                /** @description Your own name for the customer. */
                customerId: string;
            };
            /**
             * Format: email
             * @description Whose orders, at whatever storefront: those that were placed with this address. What was only copied to it stays.
             */
            email?: string;
            /** @description True: also of confirmed orders that were not shipped here. */
            unshipped?: boolean;
        };
        ErasureResult: {
            /** @description The orders whose personal data is erased, by this call or one before it. */
            erased: string[];
            /** @description The orders whose personal data is left, and why: UNDER_WAY has no answer yet, NOT_SHIPPED is still to be sent, UNKNOWN is none. */
            left: {
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId: string;
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "UNDER_WAY" | "NOT_SHIPPED" | "UNKNOWN";
            }[];
            /** @description False where the customer has further orders: the same call again does the next. */
            complete: boolean;
        };
        RefundRequest: {
            /** @description In the minor unit of the currency. Of a refund, what to give back. */
            amount: number;
            /** @description Why. */
            reason: string;
            /** @description Of what the refund is; together its amount. Without it, of all that is left, in proportion. Tax is of its own where it came on top. */
            charges?: {
                /** @description Of the lines. */
                items?: number;
                /** @description How the goods are sent, and what that costs. */
                shipping?: number;
                /** @description What else is charged: gift wrap, a deposit. */
                fees?: number;
                /** @description The tax, and how it was computed. */
                tax?: number;
            };
        };
        RefundedOrder: {
            /** @description The identifier of the order. */
            orderId: string;
            /** @description What was taken from the customer, in the minor unit of the currency. */
            captured: number;
            /** @description What was given back of it, in the minor unit of the currency. */
            refunded: number;
            /** @description ISO 4217 code of the money that the order is priced and paid in. */
            currency: string;
            /** @description What was charged, after discounts, and has not been given back. */
            chargesLeft?: {
                /** @description Of the lines. */
                items: number;
                /** @description How the goods are sent, and what that costs. */
                shipping: number;
                /** @description What else is charged: gift wrap, a deposit. */
                fees: number;
                /** @description The tax, and how it was computed. */
                tax: number;
            };
            /** @description What you have to give back to gift cards and store credit, in all over the life of the order: what you gave back already is in it. */
            creditsToGiveBack?: {
                /**
                 * @description What kind it is.
                 * @enum {string}
                 */
                type: "GIFT_CARD" | "STORE_CREDIT";
                /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                reference: string;
                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                amount: number;
            }[];
        };
        RefundApproval: {
            /** @description Identifier of what this describes. */
            id: string;
            /**
             * Format: uuid
             * @description The identifier of the order.
             */
            orderId: string;
            /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
            number: string;
            /** @description In the minor unit of the currency. Of a refund, what to give back. */
            amount: number;
            /** @description ISO 4217 code of the money that the order is priced and paid in. */
            currency: string;
            /** @description Why. */
            reason: string;
            /** @description Who asked for it, as the issuer calls them. */
            requestedBy: string;
            /** @description When it was asked for. */
            requestedAt: string;
            /** @description Until when it can be decided, ISO 8601 UTC. */
            expiresAt: string;
            /**
             * @description OPEN until somebody else decides it, or nobody has in time.
             * @enum {string}
             */
            state: "OPEN" | "APPROVED" | "REFUSED";
            /** @description Who decided it, as the issuer calls them. */
            decidedBy?: string;
            /** @description When it was decided. */
            decidedAt?: string;
        };
        RefundApprovals: {
            /** @description The refunds that wait for another person. */
            approvals: {
                /** @description Identifier of what this describes. */
                id: string;
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId: string;
                /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                number: string;
                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                amount: number;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description Why. */
                reason: string;
                /** @description Who asked for it, as the issuer calls them. */
                requestedBy: string;
                /** @description When it was asked for. */
                requestedAt: string;
                /** @description Until when it can be decided, ISO 8601 UTC. */
                expiresAt: string;
                /**
                 * @description Whether it was taken (DELIVERED), is tried still (PENDING), or was given up (FAILED).
                 * @enum {string}
                 */
                state: "OPEN" | "APPROVED" | "REFUSED";
                /** @description Who decided it, as the issuer calls them. */
                decidedBy?: string;
                /** @description When it was decided. */
                decidedAt?: string;
            }[];
        };
        RefundDecision: {
            /** @description True: the refund is made. False: it is not, and cannot be approved any more. */
            approve: boolean;
            /** @description Why. */
            reason: string;
        };
        RiskReview: {
            /**
             * Format: uuid
             * @description The identifier of the order.
             */
            orderId: string;
            /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
            number: string;
            /** @description When the order was accepted, ISO 8601 UTC. */
            createdAt: string;
            /** @description In the minor unit of the currency. Of a refund, what to give back. */
            amount: number;
            /** @description ISO 4217 code of the money that the order is priced and paid in. */
            currency: string;
            /** @description The payment provider, by the name that the stage knows it by. */
            provider: string;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /** @description Whose order it is, as far as staff need that to tell customers apart. */
            customer: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description E-mail address in ASCII (RFC 5321); an international domain in Punycode. */
                email?: string;
                /** @description Telephone number for SMS, E.164. */
                phone?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
            };
            /** @description What the weights of the rules come to that have found something. How often that is right: docs/risk.md. */
            score: number;
            /** @description The version of the rules. */
            rules: string;
            /** @description What the rules have found. */
            reasons: {
                /** @description The name of a rule. */
                rule: string;
                /** @description What it has found, in words. */
                says: string;
            }[];
            /** @description What is known of the order. What nobody knows is absent, which is not bad. */
            signals: {
                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                amount: number;
                /** @description About what it comes to in US cents, which rules compare; absent of a currency that they do not know. */
                worth?: number;
                /** @description All units of the order. */
                units: number;
                /** @description The most units of one SKU. */
                mostOfOneSku: number;
                /** @description Whether the invoice goes to another country than the goods. */
                countriesDiffer?: boolean;
                /** @description Whether the e-mail address is one that is thrown away. */
                disposableMail?: boolean;
                /** @description Orders with this e-mail address within a day, this one too. */
                ordersByEmail?: number;
                /** @description Orders with this telephone number within a day, this one too. */
                ordersByPhone?: number;
                /** @description Orders to this address on this day and the one before it, this one too. */
                ordersByAddress?: number;
                /** @description Declined payments of this order, and of others of the customer within a day. */
                declines?: number;
                /** @description Earlier orders of the customer that were paid for at least two weeks ago, and nobody disputed. */
                paidBefore?: number;
                /** @description How many times the highest of these this one is. */
                timesHighest?: number;
                /** @description Earlier orders of the customer that were disputed, and that was not withdrawn. */
                disputesBefore?: number;
                /** @description What the payment provider calls the risk. */
                providerLevel?: string;
                /** @description The same from 0 to 100. */
                providerScore?: number;
                /**
                 * @description How it stands with the provider's own people.
                 * @enum {string}
                 */
                providerReview?: "OPEN" | "APPROVED" | "DENIED";
            };
            /**
             * @description OPEN until it is decided.
             * @enum {string}
             */
            state: "OPEN" | "APPROVED" | "DENIED";
            /** @description Since when it waits, ISO 8601 UTC. */
            since: string;
            /** @description When it is decided by rule if nobody does, ISO 8601 UTC. */
            until: string;
            /** @description Until when, if nobody extends it, ISO 8601 UTC; absent when nothing is held, or held for good. */
            holdExpiresAt?: string;
            /** @description When the authorisation of the money ends, where the provider tells that, ISO 8601 UTC. */
            authorizedUntil?: string;
            /**
             * @description What is then decided.
             * @enum {string}
             */
            unseen: "APPROVED" | "DENIED";
            /** @description Whether two people must approve it. */
            needsTwo: boolean;
            /** @description The first of two people who has approved it. */
            firstApproval?: {
                /** @description Who did it. */
                by: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Why. */
                reason: string;
            };
            /** @description Who decided it, as the issuer calls them. */
            decidedBy?: string;
            /** @description When it was decided. */
            decidedAt?: string;
        };
        RiskReviews: {
            /** @description The doubtful orders that wait for a decision. */
            reviews: {
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId: string;
                /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                number: string;
                /** @description When the order was accepted, ISO 8601 UTC. */
                createdAt: string;
                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                amount: number;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description The payment provider, by the name that the stage knows it by. */
                provider: string;
                /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                reference?: string;
                /** @description Whose order it is, as far as staff need that to tell customers apart. */
                customer: {
                    /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                    name: string;
                    /** @description E-mail address in ASCII (RFC 5321); an international domain in Punycode. */
                    email?: string;
                    /** @description Telephone number for SMS, E.164. */
                    phone?: string;
                    /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                    country: string;
                };
                /** @description What the weights of the rules come to that have found something. How often that is right: docs/risk.md. */
                score: number;
                /** @description The version of the rules. */
                rules: string;
                /** @description What the rules have found. */
                reasons: {
                    /** @description The name of a rule. */
                    rule: string;
                    /** @description What it has found, in words. */
                    says: string;
                }[];
                /** @description What is known of the order. What nobody knows is absent, which is not bad. */
                signals: {
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description About what it comes to in US cents, which rules compare; absent of a currency that they do not know. */
                    worth?: number;
                    /** @description All units of the order. */
                    units: number;
                    /** @description The most units of one SKU. */
                    mostOfOneSku: number;
                    /** @description Whether the invoice goes to another country than the goods. */
                    countriesDiffer?: boolean;
                    /** @description Whether the e-mail address is one that is thrown away. */
                    disposableMail?: boolean;
                    /** @description Orders with this e-mail address within a day, this one too. */
                    ordersByEmail?: number;
                    /** @description Orders with this telephone number within a day, this one too. */
                    ordersByPhone?: number;
                    /** @description Orders to this address on this day and the one before it, this one too. */
                    ordersByAddress?: number;
                    /** @description Declined payments of this order, and of others of the customer within a day. */
                    declines?: number;
                    /** @description Earlier orders of the customer that were paid for at least two weeks ago, and nobody disputed. */
                    paidBefore?: number;
                    /** @description How many times the highest of these this one is. */
                    timesHighest?: number;
                    /** @description Earlier orders of the customer that were disputed, and that was not withdrawn. */
                    disputesBefore?: number;
                    /** @description What the payment provider calls the risk. */
                    providerLevel?: string;
                    /** @description The same from 0 to 100. */
                    providerScore?: number;
                    /**
                     * @description How it stands with the provider's own people.
                     * @enum {string}
                     */
                    providerReview?: "OPEN" | "APPROVED" | "DENIED";
                };
                /**
                 * @description OPEN until it is decided.
                 * @enum {string}
                 */
                state: "OPEN" | "APPROVED" | "DENIED";
                /** @description Since when it waits, ISO 8601 UTC. */
                since: string;
                /** @description When it is decided by rule if nobody does, ISO 8601 UTC. */
                until: string;
                /** @description Until when, if nobody extends it, ISO 8601 UTC; absent when nothing is held, or held for good. */
                holdExpiresAt?: string;
                /** @description When the authorisation of the money ends, where the provider tells that, ISO 8601 UTC. */
                authorizedUntil?: string;
                /**
                 * @description What is then decided.
                 * @enum {string}
                 */
                unseen: "APPROVED" | "DENIED";
                /** @description Whether two people must approve it. */
                needsTwo: boolean;
                /** @description The first of two people who has approved it. */
                firstApproval?: {
                    /** @description Who did it. */
                    by: string;
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description Why. */
                    reason: string;
                };
                /** @description Who decided it, as the issuer calls them. */
                decidedBy?: string;
                /** @description When it was decided. */
                decidedAt?: string;
            }[];
            /** @description True when so many orders wait for something that not all were looked at. */
            isMore: boolean;
        };
        RiskReviewDecision: {
            /** @description True: it is confirmed. False: it is rejected, and its money given back. */
            approve: boolean;
            /** @description Why. */
            reason: string;
        };
        BackInStockRequest: {
            /**
             * Format: email
             * @description E-mail address in ASCII (RFC 5321); an international domain in Punycode.
             */
            email: string;
            /**
             * @description The language that the customer is written to in.
             * @default en
             * @enum {string}
             */
            locale?: "en" | "zh-CN" | "ja";
        };
        BackInStockConfirmation: {
            /** @description What the provider gave the storefront to pay with, such as Stripe's payment method. */
            token: string;
        };
        NoticeRequest: {
            /**
             * @description What happened.
             * @enum {string}
             */
            event: "order-confirmed" | "order-rejected" | "order-cancelled" | "lines-cancelled" | "payment-awaited" | "payment-failed" | "order-checking" | "backordered-items-arrived" | "order-shipped" | "parcel-out-for-delivery" | "parcel-delivered" | "parcel-attempt-failed" | "parcel-returned" | "parcel-lost" | "order-delayed" | "payment-refunded" | "withdrawal-received" | "return-requested" | "return-approved" | "return-refused";
            /** @description Which time, of an event that an order may see several times. */
            about?: string;
            /**
             * Format: email
             * @description E-mail address in ASCII (RFC 5321); an international domain in Punycode.
             */
            email?: string;
        };
        SuppressionLift: {
            /**
             * Format: email
             * @description E-mail address in ASCII (RFC 5321); an international domain in Punycode.
             */
            email: string;
        };
        Availability: {
            /** @description The identifier of something sold and stocked; upper and lower case differ. */
            sku: string;
            /** @description Units that may be promised now. */
            available: number;
            /** @description What may be promised beyond the stock, and when it is expected. */
            backorderable?: {
                /** @description Units that may be promised now. */
                available: number;
                /** @description When the units are expected, ISO 8601 UTC. */
                expectedAt: string;
            };
        };
        Stock: {
            /** @description The identifier of something sold and stocked; upper and lower case differ. */
            sku: string;
            /** @description Units counted in the warehouse, to be sold; of a movement, the change of them. */
            onHand: number;
            /** @description Units that may be promised now. */
            available: number;
            /** @description Units on hand that are promised to orders. */
            reserved: number;
            /** @description Units that are in the warehouse, but not to be sold; of a movement, the change of them. */
            unsellable: number;
            /** @description Units promised beyond the stock. */
            backordered: number;
            /** @description How the product is kept. */
            settings: {
                /** @description With so few units available the stock is low. */
                lowStockThreshold?: number;
                /** @description How long the supplier takes, in days, by hundredths. */
                leadTimeDays?: number;
                /** @description How much that varies: the standard deviation, in days, by hundredths. */
                leadTimeStdDevDays?: number;
                /** @description The share of supply cycles that shall not run dry. */
                serviceLevel?: number;
                /** @description The supplier sells multiples of it. */
                packSize?: number;
                /** @description Units ordered at the supplier and still to come; what is received as a purchase is taken off. */
                onOrder?: number;
                /** @description On what terms units are promised beyond the stock. */
                backorder?: {
                    /** @description How many units may be promised beyond the stock. */
                    limit: number;
                    /** @description When the units are expected, ISO 8601 UTC. */
                    expectedAt?: string;
                    /** @description How long the supplier takes, in days, by hundredths. */
                    leadTimeDays?: number;
                    /** @description From when on a preorder is shipped, ISO 8601 UTC. */
                    releaseAt?: string;
                };
                /** @description Over how many items the stock is spread; of a stock, these items. */
                shards: number;
            };
            /** @description Over how many items the stock is spread; of a stock, these items. */
            shards: {
                /** @description The number of the item over which the stock is spread. */
                shard: number;
                /** @description Units counted in the warehouse, to be sold; of a movement, the change of them. */
                onHand: number;
                /** @description Units that may be promised now. */
                available: number;
                /** @description Units on hand that are promised to orders. */
                reserved: number;
                /** @description Units that are in the warehouse, but not to be sold; of a movement, the change of them. */
                unsellable: number;
            }[];
        };
        MovementPage: {
            /** @description The ledger, newest first. */
            movements: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description The number of the item over which the stock is spread. */
                shard: number;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Identifier of what this describes. */
                id: string;
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "OPENING" | "PURCHASE" | "RETURN" | "FOUND" | "DAMAGED" | "EXPIRED" | "LOST" | "STOLEN" | "RESTORED" | "DISPOSED" | "CORRECTION" | "STOCK_TAKE" | "SHIPPED" | "REBALANCED";
                /** @description Units counted in the warehouse, to be sold; of a movement, the change of them. */
                onHand: number;
                /** @description Units that are in the warehouse, but not to be sold; of a movement, the change of them. */
                unsellable?: number;
                /** @description Who did it. */
                by: string;
                /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                reference?: string;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        StockMovementRequest: {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "receive";
            /** @description Units, a whole number. */
            quantity: number;
            /**
             * @description Why.
             * @default PURCHASE
             * @enum {string}
             */
            reason?: "PURCHASE" | "RETURN" | "FOUND";
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        } | ({
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "adjust";
            /**
             * @description Why.
             * @enum {string}
             */
            reason: "LOST" | "STOLEN" | "DAMAGED" | "EXPIRED";
            /** @description Units to add, or below 0 to take away: below 0 for LOST, STOLEN, DAMAGED and EXPIRED, above for FOUND, not 0 for CORRECTION. */
            change: number;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        } | {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "adjust";
            /**
             * @description Why.
             * @constant
             */
            reason: "FOUND";
            /** @description Units to add, or below 0 to take away: below 0 for LOST, STOLEN, DAMAGED and EXPIRED, above for FOUND, not 0 for CORRECTION. */
            change: number;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        } | {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "adjust";
            /**
             * @description Why.
             * @constant
             */
            reason: "CORRECTION";
            /** @description Units to add, or below 0 to take away: below 0 for LOST, STOLEN, DAMAGED and EXPIRED, above for FOUND, not 0 for CORRECTION. */
            change: number;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        }) | {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "set-aside";
            /** @description Units, a whole number. */
            quantity: number;
            /**
             * @description Why.
             * @enum {string}
             */
            reason: "DAMAGED" | "EXPIRED";
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        } | {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "restore";
            /** @description Units, a whole number. */
            quantity: number;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        } | {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "dispose";
            /** @description Units, a whole number. */
            quantity: number;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        } | {
            /**
             * @description What is done with the units.
             * @constant
             */
            type: "count";
            /** @description Units to be sold that were counted, on all shards, with those that are reserved. */
            counted: number;
            /**
             * Format: date-time
             * @description When they were counted, ISO 8601 UTC; now unless told.
             */
            countedAt?: string;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /**
             * @description That a number of units beyond reason is meant as it stands.
             * @constant
             */
            confirmed?: true;
        };
        MovedStock: {
            /** @description Identifier of what this describes. */
            id: string;
            /** @description The identifier of something sold and stocked; upper and lower case differ. */
            sku: string;
            /** @description When, ISO 8601 UTC. */
            at: string;
            /**
             * @description Why.
             * @enum {string}
             */
            reason: "OPENING" | "PURCHASE" | "RETURN" | "FOUND" | "DAMAGED" | "EXPIRED" | "LOST" | "STOLEN" | "RESTORED" | "DISPOSED" | "CORRECTION" | "STOCK_TAKE" | "SHIPPED" | "REBALANCED";
            /** @description Units counted in the warehouse, to be sold; of a movement, the change of them. */
            onHand: number;
            /** @description Units that are in the warehouse, but not to be sold; of a movement, the change of them. */
            unsellable: number;
            /** @description Who did it. */
            by: string;
            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
            reference?: string;
            /** @description Of a count: what the book said at that time, what was counted, and the difference that was booked. */
            count?: {
                /** @description Units that the ledger had on hand at the time of the count. */
                book: number;
                /** @description Units to be sold that were counted, on all shards, with those that are reserved. */
                counted: number;
                /** @description Units that were booked to set the ledger right. */
                difference: number;
            };
        };
        StockSettings: {
            /** @description With so few units available the stock is low. */
            lowStockThreshold?: number | null;
            /** @description How long the supplier takes, in days, by hundredths. */
            leadTimeDays?: number | null;
            /** @description How much that varies: the standard deviation, in days, by hundredths. */
            leadTimeStdDevDays?: number | null;
            /** @description The share of supply cycles that shall not run dry. */
            serviceLevel?: number | null;
            /** @description The supplier sells multiples of it. */
            packSize?: number | null;
            /** @description Units ordered at the supplier and still to come; what is received as a purchase is taken off. */
            onOrder?: number | null;
            /** @description On what terms units are promised beyond the stock. */
            backorder?: {
                /** @description How many units may be promised beyond the stock. */
                limit: number;
                /**
                 * Format: date-time
                 * @description When the units are expected, ISO 8601 UTC.
                 */
                expectedAt?: string;
                /**
                 * Format: date-time
                 * @description From when on a preorder is shipped, ISO 8601 UTC.
                 */
                releaseAt?: string;
                /** @description How long the supplier takes, in days, by hundredths. */
                leadTimeDays?: number;
            } | null;
            /** @description Over how many items the stock is spread; of a stock, these items. */
            shards?: number;
        };
        WebhookEndpointRequest: {
            /** @description Where events are posted to: https, in the public Internet. */
            url: string;
            /** @description The types of event that are sent; all when left out. */
            types?: ("order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed")[];
            /**
             * Format: email
             * @description Who is told, in English, when it has failed for a day, and when it is disabled; nobody but the operators when left out.
             */
            contactEmail?: string;
        };
        WebhookEndpointChange: {
            /** @description Where events are posted to: https, in the public Internet. */
            url?: string;
            /** @description The types of event that are sent; all when left out. */
            types?: ("order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed")[] | null;
            /** @description Who is told, in English, when it has failed for a day, and when it is disabled; nobody but the operators when left out. */
            contactEmail?: string | null;
            /** @description Whether anything is sent; false leaves it off until it is true again. */
            enabled?: boolean;
        };
        WebhookEndpoint: {
            /** @description Identifier of what this describes. */
            id: string;
            /** @description Where events are posted to: https, in the public Internet. */
            url: string;
            /** @description The types of event that are sent; all when left out. */
            types?: ("order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed")[];
            /** @description Who is told, in English, when it has failed for a day, and when it is disabled; nobody but the operators when left out. */
            contactEmail?: string;
            /**
             * @description FAILING while it has failed last; DISABLED when nothing is sent any more.
             * @enum {string}
             */
            status: "ENABLED" | "FAILING" | "DISABLED";
            /** @description When the order was accepted, ISO 8601 UTC. */
            createdAt: string;
            /** @description Since when it has failed without a break, ISO 8601 UTC; after three days it is disabled. */
            failingSince?: string;
            /** @description When it was disabled, ISO 8601 UTC. */
            disabledAt?: string;
            /**
             * @description It failed for three days (FAILING), answered 410 (GONE), or you said so (OWNER).
             * @enum {string}
             */
            disabledBecause?: "FAILING" | "GONE" | "OWNER";
        };
        NewWebhookEndpoint: {
            /** @description Identifier of what this describes. */
            id: string;
            /** @description Where events are posted to: https, in the public Internet. */
            url: string;
            /** @description The types of event that are sent; all when left out. */
            types?: ("order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed")[];
            /** @description Who is told, in English, when it has failed for a day, and when it is disabled; nobody but the operators when left out. */
            contactEmail?: string;
            /**
             * @description FAILING while it has failed last; DISABLED when nothing is sent any more.
             * @enum {string}
             */
            status: "ENABLED" | "FAILING" | "DISABLED";
            /** @description When the order was accepted, ISO 8601 UTC. */
            createdAt: string;
            /** @description Since when it has failed without a break, ISO 8601 UTC; after three days it is disabled. */
            failingSince?: string;
            /** @description When it was disabled, ISO 8601 UTC. */
            disabledAt?: string;
            /**
             * @description It failed for three days (FAILING), answered 410 (GONE), or you said so (OWNER).
             * @enum {string}
             */
            disabledBecause?: "FAILING" | "GONE" | "OWNER";
            /** @description What messages are signed with (`v1`, HMAC-SHA256), as Standard Webhooks has it. Shown once. */
            secret: string;
        };
        WebhookEndpoints: {
            /** @description The webhook endpoints, in no order. */
            endpoints: {
                /** @description Identifier of what this describes. */
                id: string;
                /** @description Where events are posted to: https, in the public Internet. */
                url: string;
                /** @description The types of event that are sent; all when left out. */
                types?: ("order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed")[];
                /** @description Who is told, in English, when it has failed for a day, and when it is disabled; nobody but the operators when left out. */
                contactEmail?: string;
                /**
                 * @description FAILING while it has failed last; DISABLED when nothing is sent any more.
                 * @enum {string}
                 */
                status: "ENABLED" | "FAILING" | "DISABLED";
                /** @description When the order was accepted, ISO 8601 UTC. */
                createdAt: string;
                /** @description Since when it has failed without a break, ISO 8601 UTC; after three days it is disabled. */
                failingSince?: string;
                /** @description When it was disabled, ISO 8601 UTC. */
                disabledAt?: string;
                /**
                 * @description It failed for three days (FAILING), answered 410 (GONE), or you said so (OWNER).
                 * @enum {string}
                 */
                disabledBecause?: "FAILING" | "GONE" | "OWNER";
            }[];
        };
        RotatedSecret: {
            /** @description What messages are signed with (`v1`, HMAC-SHA256), as Standard Webhooks has it. Shown once. */
            secret: string;
            /** @description Until when messages are signed with the former secret too, ISO 8601 UTC. */
            formerUntil: string;
        };
        WebhookDeliveryPage: {
            /** @description The messages, those of the latest happenings first. */
            deliveries: {
                /** @description The `webhook-id`: the same message has the same. */
                id: string;
                /** @description What it tells of. */
                type: string;
                /** @description When it happened, ISO 8601 UTC. */
                time: string;
                /**
                 * @description Whether it was taken (DELIVERED), is tried still (PENDING), or was given up (FAILED).
                 * @enum {string}
                 */
                state: "PENDING" | "DELIVERED" | "FAILED";
                /** @description Since when, ISO 8601 UTC. */
                since: string;
                /** @description Each request, one after the other: what it was answered with, or why it was not. */
                attempts: {
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description The HTTP status of the answer. */
                    status?: number;
                    /** @description Why there was no answer: Timeout, AddressRefused, or a code of the network. */
                    error?: string;
                    /** @description How long it took. */
                    milliseconds: number;
                }[];
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        ReplayRequest: {
            /**
             * @description MESSAGE: the one that `message` names; FAILED: what was given up; ALL: whatever there is.
             * @enum {string}
             */
            what: "MESSAGE" | "FAILED" | "ALL";
            /** @description The `webhook-id` of the message that is sent again. */
            message?: string;
            /**
             * Format: date-time
             * @description Of what happened since then only, ISO 8601 UTC.
             */
            since?: string;
        };
        Replayed: {
            /** @description How many messages are sent again. */
            replayed: number;
            /** @description There are more, of until then: ask again once these have arrived. */
            next?: string;
        };
        FailureGroups: {
            /** @description How many orders. */
            orders: number;
            /** @description What the orders come to, by currency. */
            money: {
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
            }[];
            /** @description Units of stock that are held. */
            unitsHeld: number;
            /** @description When the first of those without an answer is rejected unless it goes on, ISO 8601 UTC. */
            firstHoldEndsAt?: string;
            /** @description When the oldest failed, ISO 8601 UTC. */
            oldestAt?: string;
            /** @description The failures of one step, error and cause each, the largest first. */
            groups: {
                /** @description The group of failures, by its name in the list. */
                group: string;
                /** @description The step that failed; absent while it is not known. */
                step?: string;
                /** @description The name of the error. */
                error: string;
                /** @description What the step said, without what differs from order to order. */
                cause: string;
                /** @description How many orders. */
                orders: number;
                /** @description What the orders come to, by currency. */
                money: {
                    /** @description ISO 4217 code of the money that the order is priced and paid in. */
                    currency: string;
                    /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                    total: number;
                }[];
                /** @description Units of stock that are held. */
                unitsHeld: number;
                /** @description When the first of those without an answer is rejected unless it goes on, ISO 8601 UTC. */
                firstHoldEndsAt?: string;
                /** @description When the oldest failed, ISO 8601 UTC. */
                oldestAt?: string;
            }[];
        };
        FailurePage: {
            /** @description The failed orders, the oldest first. */
            failures: {
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId: string;
                /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                number: string;
                /** @description The client that placed the order. */
                storefront: string;
                /**
                 * @description Where the order stood when it failed.
                 * @enum {string}
                 */
                orderStatus: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                /** @description How the execution ended: FAILED, TIMED_OUT or ABORTED; NEVER_RUN where the order has none. */
                status: string;
                /** @description The step that failed; absent while it is not known. */
                step?: string;
                /** @description The name of the error. */
                error: string;
                /** @description What the step said, without what differs from order to order. */
                cause: string;
                /** @description The group of failures, by its name in the list. */
                group: string;
                /** @description When it failed, ISO 8601 UTC. */
                failedAt: string;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
                /** @description Units of stock that are held. */
                unitsHeld: number;
                /** @description When the order is rejected unless it goes on, ISO 8601 UTC; absent once it has its answer. */
                holdEndsAt?: string;
                /** @description Its execution, in Step Functions. */
                executionArn: string;
                /** @description Who redrives it just now. */
                claimedBy?: string;
                /** @description Until when nobody else may, ISO 8601 UTC. */
                claimedUntil?: string;
                /** @description Why the last redrive could not let it go on. */
                refusal?: {
                    /** @description Which redrive it was. */
                    redriveId: string;
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description Why, in words. */
                    why: string;
                };
                /** @description Until when its execution can be redriven, ISO 8601 UTC; later it can be started anew. */
                redrivableUntil: string;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        GiveUp: {
            /** @description Why. */
            reason: string;
        };
        GivenUpOrder: {
            /**
             * Format: uuid
             * @description The identifier of the order.
             */
            orderId: string;
            /**
             * @description Where the order stands now.
             * @enum {string}
             */
            status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
            /** @description Why the order was refused, and when; absent unless it is REJECTED. */
            rejection?: {
                /**
                 * @description Why.
                 * @enum {string}
                 */
                reason: "OUT_OF_STOCK" | "PAYMENT_DECLINED" | "PAYMENT_TIMEOUT" | "NOT_ACCEPTED" | "HOLD_EXPIRED" | "TECHNICAL_PROBLEM";
                /** @description When, ISO 8601 UTC. */
                at: string;
            };
        };
        HoldExtension: {
            /** @description For how long from now on. */
            minutes: number;
            /** @description Why. */
            reason: string;
        };
        ExtendedHold: {
            /**
             * Format: uuid
             * @description The identifier of the order.
             */
            orderId: string;
            /** @description Until when the order is kept, ISO 8601 UTC. */
            holdExpiresAt: string;
        };
        NoticeSettlement: {
            /**
             * @description By what the customer was to be told.
             * @enum {string}
             */
            channel: "email" | "sms";
            /**
             * @description SENT: it went out; AGAIN: it did not, and is sent.
             * @enum {string}
             */
            outcome: "SENT" | "AGAIN";
            /** @description Why. */
            reason: string;
        };
        SettledNotices: {
            /**
             * Format: uuid
             * @description The identifier of the order.
             */
            orderId: string;
            /** @description The notices, by their names. */
            notices: string[];
        };
        SwitchChange: {
            /**
             * @description What is so while it is on.
             * @enum {string}
             */
            kind: "intake-drained" | "provider-down" | "carrier-down" | "warehouse-closed" | "flash-sale";
            /** @description Which payment provider, carrier or SKU; absent where there is one, or all are meant. */
            target?: string;
            /**
             * @description Whether it is turned on or off.
             * @enum {string}
             */
            state: "ON" | "OFF";
            /**
             * Format: date-time
             * @description From when on it is to be on; now without. ISO 8601.
             */
            from?: string;
            /**
             * Format: date-time
             * @description When it ends by itself, ISO 8601; without, once somebody turns it off.
             */
            until?: string;
            /** @description Why. */
            reason: string;
            /** @description When storefronts are told to try again. */
            retryAfterSeconds?: number;
            /** @description Of a flash sale: how many units an order takes at most. */
            mostPerOrder?: number;
        };
        SwitchList: {
            /** @description The switches: what is on first. */
            readonly switches: {
                /**
                 * @description What is so while it is on.
                 * @enum {string}
                 */
                kind: "intake-drained" | "provider-down" | "carrier-down" | "warehouse-closed" | "flash-sale";
                /** @description Which payment provider, carrier or SKU; absent where there is one, or all are meant. */
                target?: string;
                /** @description Since when, or from when on, it is on, ISO 8601 UTC. */
                from: string;
                /** @description When it ends by itself, ISO 8601 UTC. */
                until?: string;
                /** @description When somebody turned it off, ISO 8601 UTC. */
                endedAt?: string;
                /** @description Who has said so last. */
                by: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Why. */
                reason: string;
                /** @description When storefronts are told to try again. */
                retryAfterSeconds?: number;
                /** @description Of a flash sale: how many units an order takes at most. */
                mostPerOrder?: number;
                /**
                 * @description PLANNED before its begin; OVER once it has ended or was turned off.
                 * @enum {string}
                 */
                state: "PLANNED" | "ON" | "OVER";
            }[];
        };
        PaymentMethods: {
            /** @description The payment methods, by provider. */
            methods: {
                /** @description The payment provider, by the name that the stage knows it by. */
                provider: string;
                /** @description What the provider calls itself. */
                title: string;
                /** @description Whether a new order can be paid by it. */
                isAvailable: boolean;
                /** @description When it is expected to be available again, ISO 8601 UTC; absent where nobody knows. */
                until?: string;
            }[];
        };
        RedriveRequest: {
            /** @description The orders, by their ids. */
            orders?: string[];
            /** @description The group of failures, by its name in the list. */
            group?: string;
            /**
             * @description Every failed order.
             * @constant
             */
            all?: true;
            /** @description Only says what would become of each. */
            dryRun?: boolean;
            /** @description Lets them begin from the first step of the present definition, which finds what was done; those that did before are redriven. */
            startAnew?: boolean;
            /** @description How many executions go on a second. */
            ratePerSecond?: number;
            /** @description Why. */
            reason: string;
        } & (unknown | unknown | unknown);
        Redrive: {
            /** @description Identifier of what this describes. */
            id: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            state: "RUNNING" | "PAUSED" | "DONE";
            /** @description Only says what would become of each. */
            dryRun: boolean;
            /** @description Lets them begin from the first step of the present definition, which finds what was done; those that did before are redriven. */
            startAnew: boolean;
            /** @description How many executions go on a second. */
            ratePerSecond: number;
            /**
             * @description Which orders it is about: named ones, a group, or all.
             * @enum {string}
             */
            chosen: "orders" | "group" | "all";
            /** @description The group of failures, by its name in the list. */
            group?: string;
            /** @description Why. */
            reason: string;
            /** @description Who did it. */
            by: string;
            /** @description When the order was accepted, ISO 8601 UTC. */
            createdAt: string;
            /** @description When we heard of its end, ISO 8601 UTC. */
            endedAt?: string;
            /** @description How many orders it is about; absent until they are counted. */
            orders?: number;
            /** @description How many orders had which outcome; of a dry run, would have. */
            outcomes: {
                /** @description Goes on from the step that failed. */
                REDRIVEN: number;
                /** @description Goes on from its first step. */
                STARTED_ANEW: number;
                /** @description Was no failure any more. */
                NOT_NEEDED: number;
                /** @description Another operator was at it. */
                TAKEN: number;
                /** @description Cannot go on. */
                REFUSED: number;
            };
        };
        Redrives: {
            /** @description The redrives, the latest first. */
            redrives: {
                /** @description Identifier of what this describes. */
                id: string;
                /**
                 * @description Where it stands.
                 * @enum {string}
                 */
                state: "RUNNING" | "PAUSED" | "DONE";
                /** @description Only says what would become of each. */
                dryRun: boolean;
                /** @description Lets them begin from the first step of the present definition, which finds what was done; those that did before are redriven. */
                startAnew: boolean;
                /** @description How many executions go on a second. */
                ratePerSecond: number;
                /**
                 * @description Which orders it is about: named ones, a group, or all.
                 * @enum {string}
                 */
                chosen: "orders" | "group" | "all";
                /** @description The group of failures, by its name in the list. */
                group?: string;
                /** @description Why. */
                reason: string;
                /** @description Who did it. */
                by: string;
                /** @description When the order was accepted, ISO 8601 UTC. */
                createdAt: string;
                /** @description When we heard of its end, ISO 8601 UTC. */
                endedAt?: string;
                /** @description How many orders it is about; absent until they are counted. */
                orders?: number;
                /** @description How many orders had which outcome; of a dry run, would have. */
                outcomes: {
                    /** @description Goes on from the step that failed. */
                    REDRIVEN: number;
                    /** @description Goes on from its first step. */
                    STARTED_ANEW: number;
                    /** @description Was no failure any more. */
                    NOT_NEEDED: number;
                    /** @description Another operator was at it. */
                    TAKEN: number;
                    /** @description Cannot go on. */
                    REFUSED: number;
                };
            }[];
        };
        RedriveResults: {
            /** @description The orders, by their ids. */
            results: {
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId: string;
                /**
                 * @description What became of it; absent while it waits.
                 * @enum {string}
                 */
                outcome?: "REDRIVEN" | "STARTED_ANEW" | "NOT_NEEDED" | "TAKEN" | "REFUSED";
                /** @description Why, in words. */
                why?: string;
                /** @description When, ISO 8601 UTC. */
                at?: string;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        EventPage: {
            /** @description The events, as they were recorded. */
            events: {
                /**
                 * @description The version of CloudEvents.
                 * @constant
                 */
                specversion: "1.0";
                /** @description Of an event: the same has the same, however often it comes. Of its order: its id. */
                id: string;
                /** @description The service and stage that it comes from. */
                source: string;
                /**
                 * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                 * @enum {string}
                 */
                type: "order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed";
                /**
                 * Format: uuid
                 * @description The order that it is about.
                 */
                subject: string;
                /** @description When it happened, ISO 8601 UTC. */
                time: string;
                /**
                 * @description The media type of `data`.
                 * @constant
                 */
                datacontenttype: "application/json";
                /** @description Its place among the events of its order, counted from 1, without a gap; compares as text. */
                sequence: string;
                /** @description The client that placed the order. */
                storefront: string;
                /** @description The order as it stood when this was recorded: at least as new as what it tells of, by its `version`. Nothing personal: read the order for that. */
                data: {
                    /** @description More about it: a reason, an amount, a channel. */
                    detail?: string;
                    /** @description The order, without its timeline; one of hundreds of lines without its lists. */
                    order: {
                        /**
                         * Format: uuid
                         * @description Of an event: the same has the same, however often it comes. Of its order: its id.
                         */
                        id: string;
                        /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                        number: string;
                        /**
                         * @description Where the order, or within `payment` and `payments` its money, stood.
                         * @enum {string}
                         */
                        status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                        /** @description When the order was accepted, ISO 8601 UTC. */
                        createdAt: string;
                        /** @description ISO 4217 code of the money that the order is priced and paid in. */
                        currency: string;
                        /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                        total: number;
                        /** @description What the order comes to, where it is more than its lines. You state every figure, the service computes it and refuses what is off by one minor unit. Nothing is negative: a discount takes off, a credit pays. */
                        totals?: {
                            /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                            subtotal: number;
                            /** @description What is taken off, in this order. */
                            discounts?: {
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description What the customer typed to get it. */
                                code?: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                                /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                                on?: string[];
                            }[];
                            /** @description How the goods are sent, and what that costs. */
                            shipping?: {
                                /** @description Your own name for the way of sending. */
                                method: string;
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                            };
                            /** @description What else is charged: gift wrap, a deposit. */
                            fees?: {
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                            }[];
                            /** @description The tax, and how it was computed. */
                            tax?: {
                                /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                                included: boolean;
                                /**
                                 * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                                 * @enum {string}
                                 */
                                roundedBy: "LINE" | "ORDER";
                                /**
                                 * @description How: HALF_UP is commercial rounding.
                                 * @enum {string}
                                 */
                                roundingMode: "HALF_UP" | "DOWN" | "UP";
                                /** @description One entry a rate, or an authority. */
                                breakdown: {
                                    /** @description What the customer reads beside the amount. */
                                    title: string;
                                    /** @description In percent, with at most 4 decimals. */
                                    rate: string;
                                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                    amount: number;
                                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                                    on?: string[];
                                }[];
                            };
                            /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                            credits?: {
                                /**
                                 * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                                 * @enum {string}
                                 */
                                type: "GIFT_CARD" | "STORE_CREDIT";
                                /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                                reference: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                            }[];
                            /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                            due: number;
                        };
                        /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                        lines?: {
                            /** @description The identifier of something sold and stocked; upper and lower case differ. */
                            sku: string;
                            /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                            name: string;
                            /** @description Units, a whole number. */
                            quantity: number;
                            /** @description What one unit costs, in the minor unit of the currency. In a request: the price that the customer saw, refused unless it is one of the catalogue; its list price when left out. */
                            unitPrice: number;
                            /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                            total: number;
                            /** @description The number of the line: its place in the order, counted from 1. */
                            line: number;
                            /** @description Units of the line that will not be shipped. */
                            cancelled: number;
                            /** @description Units of the line that have left the warehouse. */
                            fulfilled: number;
                            /** @description Units of the line that came back. */
                            returned: number;
                        }[];
                        /**
                         * @description The language that the customer is written to in.
                         * @enum {string}
                         */
                        locale: "en" | "zh-CN" | "ja";
                        /** @description When the order is to leave the warehouse and to arrive, where the shop promises it (`delivery` of its profile): calendar days. */
                        expected?: {
                            /** @description The day by which it is to have left. */
                            shipBy: string;
                            /** @description The first day on which it may arrive. */
                            deliverFrom: string;
                            /** @description The day by which it is to have arrived. */
                            deliverBy: string;
                            /** @description The time zone of the warehouse, in which that day ends. */
                            warehouseZone: string;
                        };
                        /** @description The payment provider, by the name that the stage knows it by. */
                        paymentProvider?: string;
                        /** @description Takes what there is of the lines, instead of being refused where something is short. What is not there is not charged; the order shows it as `cancelled`, with `shortages`, and what it then comes to. Shipping and fees stay as stated. */
                        acceptPartial?: boolean;
                        /** @description How often the customer may try to pay, from 1 (which it is without) to 4. With more, a payment that comes to nothing leaves the order RESERVED while its payment is waited for, as long as any provider of the stage needs. */
                        paymentTries?: number;
                        /** @description What has left the warehouse at once, in the order of time. */
                        shipments?: {
                            /** @description Of an event: the same has the same, however often it comes. Of its order: its id. */
                            id: string;
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                            lines: {
                                /** @description The number of the line: its place in the order, counted from 1. */
                                line: number;
                                /** @description Units, a whole number. */
                                quantity: number;
                            }[];
                            /** @description Who carries it, as customers know them. */
                            carrier?: string;
                            /** @description What the carrier was asked for, in its words: Express. */
                            service?: string;
                            /** @description What the carrier knows it by. */
                            trackingNumber?: string;
                            /** @description How the shipment stands with its carrier; absent until there is news of it. */
                            parcel?: {
                                /**
                                 * @description Whether it was taken (DELIVERED), is tried still (PENDING), or was given up (FAILED).
                                 * @enum {string}
                                 */
                                state: "LABEL_CREATED" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "ATTEMPT_FAILED" | "EXCEPTION" | "DELIVERED" | "RETURNED" | "LOST";
                                /** @description Since when, ISO 8601 UTC. */
                                since: string;
                                /** @description When, ISO 8601 UTC. */
                                at: string;
                                /** @description When the carrier expects to deliver it: ISO 8601, a day or a moment. */
                                estimatedDelivery?: string;
                            };
                            /** @description The page of its carrier about it. */
                            trackingUrl?: string;
                        }[];
                        /** @description When the last parcel of the order arrived, ISO 8601 UTC: absent while something of it is still to be shipped or to arrive. What is lost or goes back is waited for no longer. */
                        deliveredAt?: string;
                        /** @description How `expected` has changed since the order was accepted, in the order of time; each is also in the timeline. */
                        reschedulings?: {
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason: "WAREHOUSE_CLOSED" | "NOT_SHIPPED" | "EXCEPTION" | "NO_FIRST_SCAN" | "NO_NEWS" | "PREDICTED_LATE" | "BACKORDER" | "STOCK_ARRIVED" | "SHOP";
                            /** @description The day by which it is to have arrived. */
                            deliverBy: string;
                            /** @description The day by which it was to arrive before. */
                            formerly: string;
                        }[];
                        /** @description What came back to the warehouse at once, in the order of time. */
                        returns?: {
                            /** @description Of an event: the same has the same, however often it comes. Of its order: its id. */
                            id: string;
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /** @description Who did it. */
                            by: string;
                            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                            lines: {
                                /** @description The number of the line: its place in the order, counted from 1. */
                                line: number;
                                /** @description Units, a whole number. */
                                quantity: number;
                            }[];
                            /** @description Whether the units are to be sold again; else they are set aside. Not unless told. */
                            restock: boolean;
                            /** @description Why. */
                            reason?: string;
                        }[];
                        /** @description What the customer wanted to give back, exchange or complained about, each with what became of it, in the order of time. */
                        returnCases?: {
                            /** @description Of an event: the same has the same, however often it comes. Of its order: its id. */
                            id: string;
                            /**
                             * @description Of an objection to the payment, what kind it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                             * @enum {string}
                             */
                            kind: "WITHDRAWAL" | "RETURN" | "EXCHANGE" | "CLAIM";
                            /**
                             * @description Whether it was taken (DELIVERED), is tried still (PENDING), or was given up (FAILED).
                             * @enum {string}
                             */
                            state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                            lines: {
                                /** @description The number of the line: its place in the order, counted from 1. */
                                line: number;
                                /** @description Units, a whole number. */
                                quantity: number;
                                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                                sku?: string;
                            }[];
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason?: "CHANGED_MIND" | "WRONG_SIZE" | "NOT_AS_DESCRIBED" | "BROKEN" | "WRONG_ITEM" | "MISSING" | "LOST";
                            /**
                             * @description What the customer gets: their money (REFUND) or new goods (REPLACEMENT).
                             * @enum {string}
                             */
                            remedy: "REFUND" | "REPLACEMENT";
                            /** @description Whether the goods stay with the customer. */
                            keeps: boolean;
                            /** @description How it came to stand so, in the order of time. */
                            history: {
                                /** @description When, ISO 8601 UTC. */
                                at: string;
                                /**
                                 * @description Whether it was taken (DELIVERED), is tried still (PENDING), or was given up (FAILED).
                                 * @enum {string}
                                 */
                                state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                                /** @description Who did it. */
                                by: string;
                            }[];
                            /**
                             * @description Who pays for sending the goods back.
                             * @enum {string}
                             */
                            postage: "CUSTOMER" | "SHOP";
                            /** @description What is kept of the money, in the minor unit of the currency. */
                            fee?: number;
                            /** @description From when on it is too late to send the goods, ISO 8601 UTC. */
                            sendBy?: string;
                            /** @description Until when the money of a withdrawal is to be back, ISO 8601 UTC. */
                            refundBy?: string;
                            /** @description Who carries it, as customers know them. */
                            carrier?: string;
                            /** @description What was found to have come back. */
                            inspected?: {
                                /** @description The number of the line: its place in the order, counted from 1. */
                                line: number;
                                /** @description Units that are to be sold again. */
                                sellable: number;
                                /** @description Units that are in the warehouse, but not to be sold; of a movement, the change of them. */
                                unsellable: number;
                            }[];
                            /** @description How much of the money is kept for what is found of the goods, in the minor unit of the currency. */
                            withheld?: number;
                            /** @description At most so much goes back, in the minor unit of the currency. */
                            atMost?: number;
                            /** @description The order by which new goods are sent, at no charge. */
                            replacementOrderId?: string;
                            /** @description That there were no new goods, so that the customer gets their money. */
                            soldOut?: boolean;
                            /** @description What went back by it, in the minor unit of the currency. */
                            givenBack?: number;
                            /** @description Why its money could not go back by itself: somebody gives it back and says so. */
                            refundTrouble?: string;
                        }[];
                        /** @description Grows with each change of the order, its payment or its notices. */
                        version: number;
                        /** @description Notices that the customer did not get over a channel, and will not: the address or number was refused (REFUSED), its mail server sent the e-mail back for good (BOUNCED), a virus was found in it (REJECTED), or it was not sent because of such a thing before, or a complaint (SUPPRESSED). Time to ask for another address. */
                        undelivered?: {
                            /**
                             * @description What happened.
                             * @enum {string}
                             */
                            event: "order-confirmed" | "order-rejected" | "order-cancelled" | "lines-cancelled" | "payment-awaited" | "payment-failed" | "order-checking" | "backordered-items-arrived" | "order-shipped" | "parcel-out-for-delivery" | "parcel-delivered" | "parcel-attempt-failed" | "parcel-returned" | "parcel-lost" | "order-delayed" | "payment-refunded" | "withdrawal-received" | "return-requested" | "return-approved" | "return-refused";
                            /** @description Which time, of an event that an order may see several times. */
                            about?: string;
                            /**
                             * @description By what the customer was to be told.
                             * @enum {string}
                             */
                            channel: "email" | "sms";
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason: "REFUSED" | "BOUNCED" | "REJECTED" | "SUPPRESSED";
                        }[];
                        /** @description While people look at an order that is paid for, before it is confirmed. */
                        checking?: {
                            /** @description When it has an answer at the latest, ISO 8601 UTC, give or take a minute: unless the problem is solved before, the order is REJECTED then, and stock and money are released. */
                            until: string;
                        };
                        /** @description Units that were promised beyond the stock and are still to come. */
                        backorderedLines?: {
                            /** @description The identifier of something sold and stocked; upper and lower case differ. */
                            sku: string;
                            /** @description Units, a whole number. */
                            quantity: number;
                            /** @description When the units are expected, ISO 8601 UTC. */
                            expectedAt: string;
                        }[];
                        /** @description Why the order was refused, and when; absent unless it is REJECTED. */
                        rejection?: {
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason: "OUT_OF_STOCK" | "PAYMENT_DECLINED" | "PAYMENT_TIMEOUT" | "NOT_ACCEPTED" | "HOLD_EXPIRED" | "TECHNICAL_PROBLEM";
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                            shortages?: {
                                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                                sku: string;
                                /** @description Units that the order asked for. */
                                requested: number;
                                /** @description Units that may be promised now. */
                                available: number;
                            }[];
                        };
                        /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                        shortages?: {
                            /** @description The identifier of something sold and stocked; upper and lower case differ. */
                            sku: string;
                            /** @description Units that the order asked for. */
                            requested: number;
                            /** @description Units that may be promised now. */
                            available: number;
                        }[];
                        /** @description Who called the order off, when and why; absent unless it is CANCELLED. */
                        cancellation?: {
                            /**
                             * @description Who did it.
                             * @enum {string}
                             */
                            by: "CUSTOMER" | "STAFF";
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                        };
                        /** @description Lines, or units of them, that were cancelled before they were shipped, one after the other. */
                        lineCancellations?: {
                            /** @description Of an event: the same has the same, however often it comes. Of its order: its id. */
                            id: string;
                            /**
                             * @description Who did it.
                             * @enum {string}
                             */
                            by: "CUSTOMER" | "STAFF";
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /**
                             * @description Why.
                             * @enum {string}
                             */
                            reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                            /** @description Why, in words. OTHER needs it. */
                            text?: string;
                            /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                            lines: {
                                /** @description The number of the line: its place in the order, counted from 1. */
                                line: number;
                                /** @description Units, a whole number. */
                                quantity: number;
                            }[];
                            /** @description Of what the refund is; together its amount. Without it, of all that is left, in proportion. Tax is of its own where it came on top. */
                            charges: {
                                /** @description Of the lines. */
                                items: number;
                                /** @description How the goods are sent, and what that costs. */
                                shipping: number;
                                /** @description What else is charged: gift wrap, a deposit. */
                                fees: number;
                                /** @description The tax, and how it was computed. */
                                tax: number;
                            };
                        }[];
                        /** @description What the order comes to without what was short, and since lines of it were cancelled, whatever was given back of it besides. */
                        currentTotal?: number;
                        /** @description How it comes to that. What was kept or given beside the share of the lines stands as a fee or a discount `Cancellation`. */
                        currentTotals?: {
                            /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                            subtotal: number;
                            /** @description What is taken off, in this order. */
                            discounts?: {
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description What the customer typed to get it. */
                                code?: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                                /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                                on?: string[];
                            }[];
                            /** @description How the goods are sent, and what that costs. */
                            shipping?: {
                                /** @description Your own name for the way of sending. */
                                method: string;
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                            };
                            /** @description What else is charged: gift wrap, a deposit. */
                            fees?: {
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                            }[];
                            /** @description The tax, and how it was computed. */
                            tax?: {
                                /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                                included: boolean;
                                /**
                                 * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                                 * @enum {string}
                                 */
                                roundedBy: "LINE" | "ORDER";
                                /**
                                 * @description How: HALF_UP is commercial rounding.
                                 * @enum {string}
                                 */
                                roundingMode: "HALF_UP" | "DOWN" | "UP";
                                /** @description One entry a rate, or an authority. */
                                breakdown: {
                                    /** @description What the customer reads beside the amount. */
                                    title: string;
                                    /** @description In percent, with at most 4 decimals. */
                                    rate: string;
                                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                    amount: number;
                                    /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                                    on?: string[];
                                }[];
                            };
                            /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                            credits?: {
                                /**
                                 * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                                 * @enum {string}
                                 */
                                type: "GIFT_CARD" | "STORE_CREDIT";
                                /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                                reference: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                            }[];
                            /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                            due: number;
                        };
                        /** @description What was charged, after discounts, and has not been given back. */
                        chargesLeft?: {
                            /** @description Of the lines. */
                            items: number;
                            /** @description How the goods are sent, and what that costs. */
                            shipping: number;
                            /** @description What else is charged: gift wrap, a deposit. */
                            fees: number;
                            /** @description The tax, and how it was computed. */
                            tax: number;
                        };
                        /** @description What you have to give back to gift cards and store credit, in all over the life of the order: what you gave back already is in it. */
                        creditsToGiveBack?: {
                            /**
                             * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                             * @enum {string}
                             */
                            type: "GIFT_CARD" | "STORE_CREDIT";
                            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                            reference: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        }[];
                        /** @description Each try to pay, where there may be several. Money of all but the last goes back, however late it comes. */
                        payments?: {
                            /** @description Which try to pay, counted from 1. */
                            try: number;
                            /** @description The payment provider, by the name that the stage knows it by. */
                            provider: string;
                            /**
                             * @description Where the order, or within `payment` and `payments` its money, stood.
                             * @enum {string}
                             */
                            status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                            /** @description When it began, ISO 8601 UTC. */
                            begunAt: string;
                            /** @description What was taken from the customer, in the minor unit of the currency. */
                            captured: number;
                            /** @description What was given back of it, in the minor unit of the currency. */
                            refunded: number;
                        }[];
                        /** @description How often the customer may still pay in another way. */
                        paymentTriesLeft?: number;
                        /** @description The money, by the try to pay that the order is at. Of an order with nothing due there is none. */
                        payment?: {
                            /**
                             * @description Where the order, or within `payment` and `payments` its money, stood.
                             * @enum {string}
                             */
                            status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                            /** @description What was taken from the customer, in the minor unit of the currency. */
                            captured: number;
                            /** @description What was given back of it, in the minor unit of the currency. */
                            refunded: number;
                            /** @description Chargebacks, warnings of fraud and complaints: while one is OPEN or LOST, the order is not shipped. */
                            disputes?: {
                                /**
                                 * @description Of an objection to the payment, what kind it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                                 * @enum {string}
                                 */
                                kind: "CHARGEBACK" | "FRAUD_WARNING" | "COMPLAINT";
                                /** @description Why. */
                                reason: string;
                                /**
                                 * @description Where the order, or within `payment` and `payments` its money, stood.
                                 * @enum {string}
                                 */
                                status: "OPEN" | "CLOSED" | "LOST";
                                /** @description When, ISO 8601 UTC. */
                                at: string;
                                /** @description When we heard of its end, ISO 8601 UTC. */
                                endedAt?: string;
                            }[];
                        };
                    };
                };
            }[];
            /** @description What to ask for what comes after; there always is one. */
            next: string;
        };
        OrderEvent: {
            /**
             * @description The version of CloudEvents.
             * @constant
             */
            specversion: "1.0";
            /** @description The same event has the same, however often it comes; also the `webhook-id`. */
            id: string;
            /** @description The service and stage that it comes from. */
            source: string;
            /**
             * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
             * @enum {string}
             */
            type: "order.accepted" | "inventory.reserved" | "backordered.items_arrived" | "order.confirmed" | "order.partly_shipped" | "lines.cancelled" | "delivery.instructions_changed" | "delivery.rescheduled" | "delay.accepted" | "order.shipped" | "shipment.in_transit" | "shipment.out_for_delivery" | "shipment.attempt_failed" | "shipment.exception" | "shipment.delivered" | "shipment.returned" | "shipment.lost" | "shipment.corrected" | "items.returned" | "return.requested" | "return.approved" | "return.sent" | "return.received" | "return.inspected" | "return.refunded" | "return.exchanged" | "return.kept" | "return.refused" | "return.cancelled" | "return.expired" | "order.rejected" | "order.cancelled" | "payment.pending" | "payment.authorized" | "payment.captured" | "payment.declined" | "payment.voided" | "payment.refunded" | "refund.requested" | "refund.refused" | "refund.failed" | "dispute.open" | "dispute.closed" | "dispute.lost" | "notice.sent" | "notice.delayed" | "notice.refused" | "notice.withheld" | "notice.suppressed" | "notice.delivered" | "notice.bounced" | "notice.soft_bounced" | "notice.complained" | "notice.rejected" | "notice.requested" | "order.changed";
            /**
             * Format: uuid
             * @description The order that it is about.
             */
            subject: string;
            /** @description When it happened, ISO 8601 UTC. */
            time: string;
            /**
             * @description The media type of `data`.
             * @constant
             */
            datacontenttype: "application/json";
            /** @description Its place among the events of its order, counted from 1, without a gap; compares as text. */
            sequence: string;
            /** @description The client that placed the order. */
            storefront: string;
            /** @description The order as it stood when this was recorded: at least as new as what it tells of, by its `version`. Nothing personal: read the order for that. */
            data: {
                /** @description More about it: a reason, an amount, a channel. */
                detail?: string;
                /** @description The order, without its timeline; one of hundreds of lines without its lists. */
                order: {
                    /**
                     * Format: uuid
                     * @description The same event has the same, however often it comes; also the `webhook-id`.
                     */
                    id: string;
                    /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                    number: string;
                    /**
                     * @description Where the order, or within `payment` and `payments` its money, stood.
                     * @enum {string}
                     */
                    status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                    /** @description When the order was accepted, ISO 8601 UTC. */
                    createdAt: string;
                    /** @description ISO 4217 code of the money that the order is priced and paid in. */
                    currency: string;
                    /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                    total: number;
                    /** @description What the order comes to, where it is more than its lines. You state every figure, the service computes it and refuses what is off by one minor unit. Nothing is negative: a discount takes off, a credit pays. */
                    totals?: {
                        /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                        subtotal: number;
                        /** @description What is taken off, in this order. */
                        discounts?: {
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description What the customer typed to get it. */
                            code?: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                            /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                            on?: string[];
                        }[];
                        /** @description How the goods are sent, and what that costs. */
                        shipping?: {
                            /** @description Your own name for the way of sending. */
                            method: string;
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        };
                        /** @description What else is charged: gift wrap, a deposit. */
                        fees?: {
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        }[];
                        /** @description The tax, and how it was computed. */
                        tax?: {
                            /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                            included: boolean;
                            /**
                             * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                             * @enum {string}
                             */
                            roundedBy: "LINE" | "ORDER";
                            /**
                             * @description How: HALF_UP is commercial rounding.
                             * @enum {string}
                             */
                            roundingMode: "HALF_UP" | "DOWN" | "UP";
                            /** @description One entry a rate, or an authority. */
                            breakdown: {
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description In percent, with at most 4 decimals. */
                                rate: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                                /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                                on?: string[];
                            }[];
                        };
                        /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                        credits?: {
                            /**
                             * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                             * @enum {string}
                             */
                            type: "GIFT_CARD" | "STORE_CREDIT";
                            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                            reference: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        }[];
                        /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                        due: number;
                    };
                    /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                    lines?: {
                        /** @description The identifier of something sold and stocked; upper and lower case differ. */
                        sku: string;
                        /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                        name: string;
                        /** @description Units, a whole number. */
                        quantity: number;
                        /** @description What one unit costs, in the minor unit of the currency. In a request: the price that the customer saw, refused unless it is one of the catalogue; its list price when left out. */
                        unitPrice: number;
                        /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                        total: number;
                        /** @description The number of the line: its place in the order, counted from 1. */
                        line: number;
                        /** @description Units of the line that will not be shipped. */
                        cancelled: number;
                        /** @description Units of the line that have left the warehouse. */
                        fulfilled: number;
                        /** @description Units of the line that came back. */
                        returned: number;
                    }[];
                    /**
                     * @description The language that the customer is written to in.
                     * @enum {string}
                     */
                    locale: "en" | "zh-CN" | "ja";
                    /** @description When the order is to leave the warehouse and to arrive, where the shop promises it (`delivery` of its profile): calendar days. */
                    expected?: {
                        /** @description The day by which it is to have left. */
                        shipBy: string;
                        /** @description The first day on which it may arrive. */
                        deliverFrom: string;
                        /** @description The day by which it is to have arrived. */
                        deliverBy: string;
                        /** @description The time zone of the warehouse, in which that day ends. */
                        warehouseZone: string;
                    };
                    /** @description The payment provider, by the name that the stage knows it by. */
                    paymentProvider?: string;
                    /** @description Takes what there is of the lines, instead of being refused where something is short. What is not there is not charged; the order shows it as `cancelled`, with `shortages`, and what it then comes to. Shipping and fees stay as stated. */
                    acceptPartial?: boolean;
                    /** @description How often the customer may try to pay, from 1 (which it is without) to 4. With more, a payment that comes to nothing leaves the order RESERVED while its payment is waited for, as long as any provider of the stage needs. */
                    paymentTries?: number;
                    /** @description What has left the warehouse at once, in the order of time. */
                    shipments?: {
                        /** @description The same event has the same, however often it comes; also the `webhook-id`. */
                        id: string;
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                        lines: {
                            /** @description The number of the line: its place in the order, counted from 1. */
                            line: number;
                            /** @description Units, a whole number. */
                            quantity: number;
                        }[];
                        /** @description Who carries it, as customers know them. */
                        carrier?: string;
                        /** @description What the carrier was asked for, in its words: Express. */
                        service?: string;
                        /** @description What the carrier knows it by. */
                        trackingNumber?: string;
                        /** @description How the shipment stands with its carrier; absent until there is news of it. */
                        parcel?: {
                            /**
                             * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                             * @enum {string}
                             */
                            state: "LABEL_CREATED" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "ATTEMPT_FAILED" | "EXCEPTION" | "DELIVERED" | "RETURNED" | "LOST";
                            /** @description Since when, ISO 8601 UTC. */
                            since: string;
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /** @description When the carrier expects to deliver it: ISO 8601, a day or a moment. */
                            estimatedDelivery?: string;
                        };
                        /** @description The page of its carrier about it. */
                        trackingUrl?: string;
                    }[];
                    /** @description When the last parcel of the order arrived, ISO 8601 UTC: absent while something of it is still to be shipped or to arrive. What is lost or goes back is waited for no longer. */
                    deliveredAt?: string;
                    /** @description How `expected` has changed since the order was accepted, in the order of time; each is also in the timeline. */
                    reschedulings?: {
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /**
                         * @description Why.
                         * @enum {string}
                         */
                        reason: "WAREHOUSE_CLOSED" | "NOT_SHIPPED" | "EXCEPTION" | "NO_FIRST_SCAN" | "NO_NEWS" | "PREDICTED_LATE" | "BACKORDER" | "STOCK_ARRIVED" | "SHOP";
                        /** @description The day by which it is to have arrived. */
                        deliverBy: string;
                        /** @description The day by which it was to arrive before. */
                        formerly: string;
                    }[];
                    /** @description What came back to the warehouse at once, in the order of time. */
                    returns?: {
                        /** @description The same event has the same, however often it comes; also the `webhook-id`. */
                        id: string;
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /** @description Who did it. */
                        by: string;
                        /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                        lines: {
                            /** @description The number of the line: its place in the order, counted from 1. */
                            line: number;
                            /** @description Units, a whole number. */
                            quantity: number;
                        }[];
                        /** @description Whether the units are to be sold again; else they are set aside. Not unless told. */
                        restock: boolean;
                        /** @description Why. */
                        reason?: string;
                    }[];
                    /** @description What the customer wanted to give back, exchange or complained about, each with what became of it, in the order of time. */
                    returnCases?: {
                        /** @description The same event has the same, however often it comes; also the `webhook-id`. */
                        id: string;
                        /**
                         * @description Of an objection to the payment, what kind it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                         * @enum {string}
                         */
                        kind: "WITHDRAWAL" | "RETURN" | "EXCHANGE" | "CLAIM";
                        /**
                         * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                         * @enum {string}
                         */
                        state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                        /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                        lines: {
                            /** @description The number of the line: its place in the order, counted from 1. */
                            line: number;
                            /** @description Units, a whole number. */
                            quantity: number;
                            /** @description The identifier of something sold and stocked; upper and lower case differ. */
                            sku?: string;
                        }[];
                        /**
                         * @description Why.
                         * @enum {string}
                         */
                        reason?: "CHANGED_MIND" | "WRONG_SIZE" | "NOT_AS_DESCRIBED" | "BROKEN" | "WRONG_ITEM" | "MISSING" | "LOST";
                        /**
                         * @description What the customer gets: their money (REFUND) or new goods (REPLACEMENT).
                         * @enum {string}
                         */
                        remedy: "REFUND" | "REPLACEMENT";
                        /** @description Whether the goods stay with the customer. */
                        keeps: boolean;
                        /** @description How it came to stand so, in the order of time. */
                        history: {
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /**
                             * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                             * @enum {string}
                             */
                            state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                            /** @description Who did it. */
                            by: string;
                        }[];
                        /**
                         * @description Who pays for sending the goods back.
                         * @enum {string}
                         */
                        postage: "CUSTOMER" | "SHOP";
                        /** @description What is kept of the money, in the minor unit of the currency. */
                        fee?: number;
                        /** @description From when on it is too late to send the goods, ISO 8601 UTC. */
                        sendBy?: string;
                        /** @description Until when the money of a withdrawal is to be back, ISO 8601 UTC. */
                        refundBy?: string;
                        /** @description Who carries it, as customers know them. */
                        carrier?: string;
                        /** @description What was found to have come back. */
                        inspected?: {
                            /** @description The number of the line: its place in the order, counted from 1. */
                            line: number;
                            /** @description Units that are to be sold again. */
                            sellable: number;
                            /** @description Units that were set aside. */
                            unsellable: number;
                        }[];
                        /** @description How much of the money is kept for what is found of the goods, in the minor unit of the currency. */
                        withheld?: number;
                        /** @description At most so much goes back, in the minor unit of the currency. */
                        atMost?: number;
                        /** @description The order by which new goods are sent, at no charge. */
                        replacementOrderId?: string;
                        /** @description That there were no new goods, so that the customer gets their money. */
                        soldOut?: boolean;
                        /** @description What went back by it, in the minor unit of the currency. */
                        givenBack?: number;
                        /** @description Why its money could not go back by itself: somebody gives it back and says so. */
                        refundTrouble?: string;
                    }[];
                    /** @description Grows with each change of the order, its payment or its notices. */
                    version: number;
                    /** @description Notices that the customer did not get over a channel, and will not: the address or number was refused (REFUSED), its mail server sent the e-mail back for good (BOUNCED), a virus was found in it (REJECTED), or it was not sent because of such a thing before, or a complaint (SUPPRESSED). Time to ask for another address. */
                    undelivered?: {
                        /**
                         * @description What happened.
                         * @enum {string}
                         */
                        event: "order-confirmed" | "order-rejected" | "order-cancelled" | "lines-cancelled" | "payment-awaited" | "payment-failed" | "order-checking" | "backordered-items-arrived" | "order-shipped" | "parcel-out-for-delivery" | "parcel-delivered" | "parcel-attempt-failed" | "parcel-returned" | "parcel-lost" | "order-delayed" | "payment-refunded" | "withdrawal-received" | "return-requested" | "return-approved" | "return-refused";
                        /** @description Which time, of an event that an order may see several times. */
                        about?: string;
                        /**
                         * @description By what the customer was to be told.
                         * @enum {string}
                         */
                        channel: "email" | "sms";
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /**
                         * @description Why.
                         * @enum {string}
                         */
                        reason: "REFUSED" | "BOUNCED" | "REJECTED" | "SUPPRESSED";
                    }[];
                    /** @description While people look at an order that is paid for, before it is confirmed. */
                    checking?: {
                        /** @description When it has an answer at the latest, ISO 8601 UTC, give or take a minute: unless the problem is solved before, the order is REJECTED then, and stock and money are released. */
                        until: string;
                    };
                    /** @description Units that were promised beyond the stock and are still to come. */
                    backorderedLines?: {
                        /** @description The identifier of something sold and stocked; upper and lower case differ. */
                        sku: string;
                        /** @description Units, a whole number. */
                        quantity: number;
                        /** @description When the units are expected, ISO 8601 UTC. */
                        expectedAt: string;
                    }[];
                    /** @description Why the order was refused, and when; absent unless it is REJECTED. */
                    rejection?: {
                        /**
                         * @description Why.
                         * @enum {string}
                         */
                        reason: "OUT_OF_STOCK" | "PAYMENT_DECLINED" | "PAYMENT_TIMEOUT" | "NOT_ACCEPTED" | "HOLD_EXPIRED" | "TECHNICAL_PROBLEM";
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                        shortages?: {
                            /** @description The identifier of something sold and stocked; upper and lower case differ. */
                            sku: string;
                            /** @description Units that the order asked for. */
                            requested: number;
                            /** @description Units that may be promised now. */
                            available: number;
                        }[];
                    };
                    /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                    shortages?: {
                        /** @description The identifier of something sold and stocked; upper and lower case differ. */
                        sku: string;
                        /** @description Units that the order asked for. */
                        requested: number;
                        /** @description Units that may be promised now. */
                        available: number;
                    }[];
                    /** @description Who called the order off, when and why; absent unless it is CANCELLED. */
                    cancellation?: {
                        /**
                         * @description Who did it.
                         * @enum {string}
                         */
                        by: "CUSTOMER" | "STAFF";
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /**
                         * @description Why.
                         * @enum {string}
                         */
                        reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                    };
                    /** @description Lines, or units of them, that were cancelled before they were shipped, one after the other. */
                    lineCancellations?: {
                        /** @description The same event has the same, however often it comes; also the `webhook-id`. */
                        id: string;
                        /**
                         * @description Who did it.
                         * @enum {string}
                         */
                        by: "CUSTOMER" | "STAFF";
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /**
                         * @description Why.
                         * @enum {string}
                         */
                        reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                        /** @description Why, in words. OTHER needs it. */
                        text?: string;
                        /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                        lines: {
                            /** @description The number of the line: its place in the order, counted from 1. */
                            line: number;
                            /** @description Units, a whole number. */
                            quantity: number;
                        }[];
                        /** @description Of what the refund is; together its amount. Without it, of all that is left, in proportion. Tax is of its own where it came on top. */
                        charges: {
                            /** @description Of the lines. */
                            items: number;
                            /** @description How the goods are sent, and what that costs. */
                            shipping: number;
                            /** @description What else is charged: gift wrap, a deposit. */
                            fees: number;
                            /** @description The tax, and how it was computed. */
                            tax: number;
                        };
                    }[];
                    /** @description What the order comes to without what was short, and since lines of it were cancelled, whatever was given back of it besides. */
                    currentTotal?: number;
                    /** @description How it comes to that. What was kept or given beside the share of the lines stands as a fee or a discount `Cancellation`. */
                    currentTotals?: {
                        /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                        subtotal: number;
                        /** @description What is taken off, in this order. */
                        discounts?: {
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description What the customer typed to get it. */
                            code?: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                            /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                            on?: string[];
                        }[];
                        /** @description How the goods are sent, and what that costs. */
                        shipping?: {
                            /** @description Your own name for the way of sending. */
                            method: string;
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        };
                        /** @description What else is charged: gift wrap, a deposit. */
                        fees?: {
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        }[];
                        /** @description The tax, and how it was computed. */
                        tax?: {
                            /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                            included: boolean;
                            /**
                             * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                             * @enum {string}
                             */
                            roundedBy: "LINE" | "ORDER";
                            /**
                             * @description How: HALF_UP is commercial rounding.
                             * @enum {string}
                             */
                            roundingMode: "HALF_UP" | "DOWN" | "UP";
                            /** @description One entry a rate, or an authority. */
                            breakdown: {
                                /** @description What the customer reads beside the amount. */
                                title: string;
                                /** @description In percent, with at most 4 decimals. */
                                rate: string;
                                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                                amount: number;
                                /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                                on?: string[];
                            }[];
                        };
                        /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                        credits?: {
                            /**
                             * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                             * @enum {string}
                             */
                            type: "GIFT_CARD" | "STORE_CREDIT";
                            /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                            reference: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                        }[];
                        /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                        due: number;
                    };
                    /** @description What was charged, after discounts, and has not been given back. */
                    chargesLeft?: {
                        /** @description Of the lines. */
                        items: number;
                        /** @description How the goods are sent, and what that costs. */
                        shipping: number;
                        /** @description What else is charged: gift wrap, a deposit. */
                        fees: number;
                        /** @description The tax, and how it was computed. */
                        tax: number;
                    };
                    /** @description What you have to give back to gift cards and store credit, in all over the life of the order: what you gave back already is in it. */
                    creditsToGiveBack?: {
                        /**
                         * @description What happened: `order.confirmed` is ORDER_CONFIRMED of the timeline; `order.changed` what leaves no entry there.
                         * @enum {string}
                         */
                        type: "GIFT_CARD" | "STORE_CREDIT";
                        /** @description Of a movement, what staff noted: the number of a delivery note, a name of a list. Of a credit, your own name of the card or account, shown to the customer; not the code that it is spent with. */
                        reference: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    }[];
                    /** @description Each try to pay, where there may be several. Money of all but the last goes back, however late it comes. */
                    payments?: {
                        /** @description Which try to pay, counted from 1. */
                        try: number;
                        /** @description The payment provider, by the name that the stage knows it by. */
                        provider: string;
                        /**
                         * @description Where the order, or within `payment` and `payments` its money, stood.
                         * @enum {string}
                         */
                        status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                        /** @description When it began, ISO 8601 UTC. */
                        begunAt: string;
                        /** @description What was taken from the customer, in the minor unit of the currency. */
                        captured: number;
                        /** @description What was given back of it, in the minor unit of the currency. */
                        refunded: number;
                    }[];
                    /** @description How often the customer may still pay in another way. */
                    paymentTriesLeft?: number;
                    /** @description The money, by the try to pay that the order is at. Of an order with nothing due there is none. */
                    payment?: {
                        /**
                         * @description Where the order, or within `payment` and `payments` its money, stood.
                         * @enum {string}
                         */
                        status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                        /** @description What was taken from the customer, in the minor unit of the currency. */
                        captured: number;
                        /** @description What was given back of it, in the minor unit of the currency. */
                        refunded: number;
                        /** @description Chargebacks, warnings of fraud and complaints: while one is OPEN or LOST, the order is not shipped. */
                        disputes?: {
                            /**
                             * @description Of an objection to the payment, what kind it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                             * @enum {string}
                             */
                            kind: "CHARGEBACK" | "FRAUD_WARNING" | "COMPLAINT";
                            /** @description Why. */
                            reason: string;
                            /**
                             * @description Where the order, or within `payment` and `payments` its money, stood.
                             * @enum {string}
                             */
                            status: "OPEN" | "CLOSED" | "LOST";
                            /** @description When, ISO 8601 UTC. */
                            at: string;
                            /** @description When we heard of its end, ISO 8601 UTC. */
                            endedAt?: string;
                        }[];
                    };
                };
            };
        };
        TestEvent: {
            /**
             * @description The version of CloudEvents.
             * @constant
             */
            specversion: "1.0";
            /** @description Also the `webhook-id`. */
            id: string;
            /** @description The service and stage that it comes from. */
            source: string;
            /**
             * @description That it is a test: it tells of nothing.
             * @constant
             */
            type: "webhook.test";
            /** @description The webhook endpoint. */
            subject: string;
            /** @description When it happened, ISO 8601 UTC. */
            time: string;
            /**
             * @description The media type of `data`.
             * @constant
             */
            datacontenttype: "application/json";
            /** @description Nothing. */
            data: Record<string, never>;
        };
        Overview: {
            /** @description When it was looked, ISO 8601 UTC. */
            at: string;
            /** @description From acceptance to confirmation of orders paid at once, in the last 24 hours, in milliseconds. */
            confirmation: {
                /** @description Half of the orders were confirmed within so many milliseconds. */
                p50?: number;
                /** @description 95 of 100 orders were confirmed within so many milliseconds. */
                p95?: number;
                /** @description 99 of 100 orders were confirmed within so many milliseconds. */
                p99?: number;
            };
            /** @description Orders that wait for their payment. */
            waitingForPayment: {
                /** @description How many there are, or were looked at. */
                orders: number;
                /** @description Whether there are more than were looked at. */
                isMore: boolean;
                /** @description The one that matters most: it waits or failed longest, or its hold ends next. */
                first?: {
                    /**
                     * Format: uuid
                     * @description The order, by its id.
                     */
                    orderId: string;
                    /** @description What its customer calls it. */
                    number: string;
                    /** @description When it was looked, ISO 8601 UTC. */
                    at: string;
                };
            };
            /** @description Orders that are paid for and wait for somebody to decide about their risk. */
            waitingForDecision: {
                /** @description How many there are, or were looked at. */
                orders: number;
                /** @description Whether there are more than were looked at. */
                isMore: boolean;
                /** @description The one that matters most: it waits or failed longest, or its hold ends next. */
                first?: {
                    /**
                     * Format: uuid
                     * @description The order, by its id.
                     */
                    orderId: string;
                    /** @description What its customer calls it. */
                    number: string;
                    /** @description When it was looked, ISO 8601 UTC. */
                    at: string;
                };
            };
            /** @description Orders that were accepted and have not begun. */
            waitingForRoom: {
                /** @description How many there are, or were looked at. */
                orders: number;
                /** @description Whether there are more than were looked at. */
                isMore: boolean;
                /** @description The one that matters most: it waits or failed longest, or its hold ends next. */
                first?: {
                    /**
                     * Format: uuid
                     * @description The order, by its id.
                     */
                    orderId: string;
                    /** @description What its customer calls it. */
                    number: string;
                    /** @description When it was looked, ISO 8601 UTC. */
                    at: string;
                };
            };
            /** @description Orders without an answer whose execution failed, since when the first one did; in a history, executions that failed in each span. */
            failed: {
                /** @description How many there are, or were looked at. */
                orders: number;
                /** @description Whether there are more than were looked at. */
                isMore: boolean;
                /** @description The one that matters most: it waits or failed longest, or its hold ends next. */
                first?: {
                    /**
                     * Format: uuid
                     * @description The order, by its id.
                     */
                    orderId: string;
                    /** @description What its customer calls it. */
                    number: string;
                    /** @description When it was looked, ISO 8601 UTC. */
                    at: string;
                };
            };
            /** @description Orders without an answer that lose their stock within 15 minutes. */
            holdsEnding: {
                /** @description How many there are, or were looked at. */
                orders: number;
                /** @description Whether there are more than were looked at. */
                isMore: boolean;
                /** @description The one that matters most: it waits or failed longest, or its hold ends next. */
                first?: {
                    /**
                     * Format: uuid
                     * @description The order, by its id.
                     */
                    orderId: string;
                    /** @description What its customer calls it. */
                    number: string;
                    /** @description When it was looked, ISO 8601 UTC. */
                    at: string;
                };
            };
            /** @description What rings, the longest first. */
            alarms: {
                /** @description The name of the alarm, without the stage. */
                name: string;
                /** @description Since when it rings, ISO 8601 UTC. */
                since: string;
                /** @description What has happened, and what to do. */
                description: string;
            }[];
            /** @description Alarms that will ring soon, if what they watch goes on as it does (docs/models/warnings.md). */
            warnings: {
                /** @description Which, the next first. */
                foreseen: {
                    /** @description The name of the alarm, without the stage. */
                    name: string;
                    /** @description Since when it rings, ISO 8601 UTC. */
                    since: string;
                    /** @description When the limit will be reached, ISO 8601 UTC. How often that is right: docs/models/warnings.md. */
                    reachedAt: string;
                    /** @description Where it stands, by its trend. */
                    value: number;
                    /** @description Where the alarm rings. */
                    limit: number;
                }[];
                /** @description How many warnings are over, of the last 40. */
                over: number;
                /** @description How many of them came true: their alarm rang. */
                cameTrue: number;
                /** @description By how many minutes those were ahead of their alarm, half of them at least. */
                minutesAhead?: number;
            };
            /** @description What the morning's replenishment report said of products that run dry; absent until there was one. */
            stockOuts?: {
                /** @description When it was looked, ISO 8601 UTC. */
                at: string;
                /** @description How many products will be gone before what is ordered now can come. */
                products: number;
                /** @description Those that will be gone first. */
                soonest: {
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku: string;
                    /** @description How many days what is available lasts at that; absent where nobody buys it. How often that is right: docs/models/demand.md. */
                    daysLeft: number;
                }[];
            };
            /** @description The last 24 hours, in spans of half an hour. */
            day: {
                /** @description When the first span began, ISO 8601 UTC. */
                from: string;
                /** @description How long each span is. */
                spanSeconds: number;
                /** @description Orders confirmed in each span. */
                confirmed: number[];
                /** @description Orders rejected in each span. */
                rejected: number[];
                /** @description Orders cancelled in each span. */
                cancelled: number[];
                /** @description Orders without an answer whose execution failed, since when the first one did; in a history, executions that failed in each span. */
                failed: number[];
                /** @description Half of the orders were confirmed within so many milliseconds. */
                p50: (number | null)[];
                /** @description 95 of 100 orders were confirmed within so many milliseconds. */
                p95: (number | null)[];
                /** @description 99 of 100 orders were confirmed within so many milliseconds. */
                p99: (number | null)[];
            };
            /** @description The last 7 days, in spans of three hours. */
            week: {
                /** @description When the first span began, ISO 8601 UTC. */
                from: string;
                /** @description How long each span is. */
                spanSeconds: number;
                /** @description Orders confirmed in each span. */
                confirmed: number[];
                /** @description Orders rejected in each span. */
                rejected: number[];
                /** @description Orders cancelled in each span. */
                cancelled: number[];
                /** @description Orders without an answer whose execution failed, since when the first one did; in a history, executions that failed in each span. */
                failed: number[];
                /** @description Half of the orders were confirmed within so many milliseconds. */
                p50: (number | null)[];
                /** @description 95 of 100 orders were confirmed within so many milliseconds. */
                p95: (number | null)[];
                /** @description 99 of 100 orders were confirmed within so many milliseconds. */
                p99: (number | null)[];
            };
        };
        Bottlenecks: {
            /** @description What was found of each day, the oldest first. */
            nights: {
                /** @description The day, UTC. */
                day: string;
                /** @description Orders: accepted on the day, that came to the step, had the error, or needed this. */
                orders: number;
                /** @description How many of them were looked at. How often that is right: docs/models/samples.md. */
                sampled: number;
                /** @description Of how many only the timeline tells, as they ran in Express executions: when they were reserved and confirmed. */
                byTimeline?: number;
                /** @description The step that cost most customer-minutes. */
                costliest?: string;
                /** @description The steps, the costliest first; what went by before the first is one of them. */
                steps: {
                    /** @description The step. */
                    step: string;
                    /** @description Orders: accepted on the day, that came to the step, had the error, or needed this. */
                    orders: number;
                    /** @description Minutes of all orders of the day for the answer of somebody else, a payment say. */
                    waiting: number;
                    /** @description Minutes of all orders of the day while the step ran. */
                    running: number;
                    /** @description Minutes of all orders of the day in tries that failed, and between tries. */
                    retrying: number;
                    /** @description Half of the orders took so many milliseconds at the step, or fewer. */
                    p50: number;
                    /** @description 95 of 100 orders took so many milliseconds at the step, or fewer. */
                    p95: number;
                    /** @description 99 of 100 orders took so many milliseconds at the step, or fewer. */
                    p99: number;
                    /** @description The errors of tries that failed, the costliest first. */
                    errors: {
                        /** @description The name of the error. */
                        error: string;
                        /** @description Orders: accepted on the day, that came to the step, had the error, or needed this. */
                        orders: number;
                        /** @description Minutes of all orders of the day. */
                        minutes: number;
                    }[];
                    /** @description Whom the step depends on, the costliest first. */
                    dependencies: {
                        /** @description Its name: a provider of payments, or a service of AWS. */
                        name: string;
                        /** @description Orders: accepted on the day, that came to the step, had the error, or needed this. */
                        orders: number;
                        /** @description Minutes of all orders of the day. */
                        minutes: number;
                    }[];
                }[];
            }[];
            /** @description How the steps have changed over these nights. */
            trends: {
                /** @description The step. */
                step: string;
                /** @description By how many milliseconds a day the 95th percentile grew, or fell: the median of the slopes between any two nights. */
                p95PerDay: number;
            }[];
        };
        CauseOverview: {
            /**
             * @description What happened to the orders.
             * @enum {string}
             */
            kind: "REJECTED" | "CANCELLED" | "LATE" | "COMPLAINED" | "RETURNED";
            /** @description An order counts where it happened within so many days of its acceptance; what came later counts nowhere. */
            countedWithinDays: number;
            /** @description The first day, UTC: of the four weeks that causes are shown of; of a week. */
            from: string;
            /** @description The last day, UTC, whose orders are all as old as that. */
            to: string;
            /** @description To how many orders it happened. */
            orders: number;
            /** @description How many orders were accepted; of days on which nobody counted them, neither these are in nor the others. */
            placed: number;
            /** @description The one by the other, from 0 to 1. */
            rate: number;
            /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
            low: number;
            /** @description What it may be at the most. */
            high: number;
            /**
             * @description UP or DOWN: the last of these weeks is out of the limits that the eight before it set (three standard deviations, widened by how much weeks differ anyway). UNKNOWN: too few weeks are known.
             * @enum {string}
             */
            trend: "UP" | "DOWN" | "STEADY" | "UNKNOWN";
            /** @description Twelve whole weeks, the oldest first. */
            weeks: {
                /** @description The first day, UTC: of the four weeks that causes are shown of; of a week. */
                from: string;
                /** @description To how many orders it happened. */
                orders: number;
                /** @description How many orders were accepted; of days on which nobody counted them, neither these are in nor the others. */
                placed: number;
                /** @description The one by the other, from 0 to 1. */
                rate: number;
                /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                low: number;
                /** @description What it may be at the most. */
                high: number;
            }[];
            /** @description Why, the most frequent first. */
            causes: {
                /** @description A reason of rejection, cancellation (behind who cancelled), lateness or return, or the category of a ticket. Of a value, the most frequent one. */
                cause: string;
                /** @description To how many orders it happened. */
                orders: number;
                /** @description Its part of all, from 0 to 1. */
                share: number;
                /** @description That together with those before it. */
                cumulative: number;
                /**
                 * @description UP or DOWN: the last of these weeks is out of the limits that the eight before it set (three standard deviations, widened by how much weeks differ anyway). UNKNOWN: too few weeks are known.
                 * @enum {string}
                 */
                trend: "UP" | "DOWN" | "STEADY" | "UNKNOWN";
            }[];
            /** @description The same by what more is known. */
            breakdowns: {
                /**
                 * @description Of which: sku, method of payment, carrier, or step of the workflow.
                 * @enum {string}
                 */
                dimension: "sku" | "method" | "carrier" | "step";
                /** @description The ten most frequent. */
                values: {
                    /** @description The SKU, method, carrier or step. */
                    value: string;
                    /** @description To how many orders it happened. */
                    orders: number;
                    /** @description Its part of all, from 0 to 1. */
                    share: number;
                    /** @description That together with those before it. */
                    cumulative: number;
                    /** @description A reason of rejection, cancellation (behind who cancelled), lateness or return, or the category of a ticket. Of a value, the most frequent one. */
                    cause: string;
                }[];
            }[];
            /** @description What is done about it, the latest first. */
            actions: {
                /** @description Identifier of what this describes. */
                id: string;
                /**
                 * @description What happened to the orders.
                 * @enum {string}
                 */
                kind: "REJECTED" | "CANCELLED" | "LATE" | "COMPLAINED" | "RETURNED";
                /** @description A reason of rejection, cancellation (behind who cancelled), lateness or return, or the category of a ticket. Of a value, the most frequent one. */
                cause?: string;
                /**
                 * @description Of which: sku, method of payment, carrier, or step of the workflow.
                 * @enum {string}
                 */
                dimension?: "sku" | "method" | "carrier" | "step";
                /** @description The SKU, method, carrier or step. */
                value?: string;
                /** @description What is done. */
                what: string;
                /** @description Who sees to it. */
                owner: string;
                /** @description Of an action, since which day, UTC; of its effect, the rate since then. */
                since: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Who did it. */
                by: string;
                /** @description That it is over; absent while it is not. */
                closed?: {
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description Who did it. */
                    by: string;
                    /** @description What came of it, in words. */
                    conclusion: string;
                };
                /** @description What came of it, by the rates. */
                effect: {
                    /**
                     * @description BETTER or WORSE: the rate differs by more than chance and the way weeks differ anyway. NOT_SEEN: it does not, though it could have been seen. TOO_EARLY: no whole week is old enough, or it is so rare that nothing could be seen yet.
                     * @enum {string}
                     */
                    verdict: "BETTER" | "WORSE" | "NOT_SEEN" | "TOO_EARLY";
                    /** @description The rate in the four weeks before. */
                    before?: {
                        /** @description To how many orders it happened. */
                        orders: number;
                        /** @description How many orders were accepted; of days on which nobody counted them, neither these are in nor the others. */
                        placed: number;
                        /** @description The one by the other, from 0 to 1. */
                        rate: number;
                        /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                        low: number;
                        /** @description What it may be at the most. */
                        high: number;
                    };
                    /** @description Of an action, since which day, UTC; of its effect, the rate since then. */
                    since?: {
                        /** @description To how many orders it happened. */
                        orders: number;
                        /** @description How many orders were accepted; of days on which nobody counted them, neither these are in nor the others. */
                        placed: number;
                        /** @description The one by the other, from 0 to 1. */
                        rate: number;
                        /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                        low: number;
                        /** @description What it may be at the most. */
                        high: number;
                    };
                    /** @description By how much the rate differs. */
                    difference?: number;
                    /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                    low?: number;
                    /** @description What it may be at the most. */
                    high?: number;
                    /** @description From which day on its first week can be judged, UTC. */
                    judgedFrom: string;
                };
            }[];
        };
        CauseActionRequest: {
            /**
             * @description Against what.
             * @enum {string}
             */
            kind: "REJECTED" | "CANCELLED" | "LATE" | "COMPLAINED" | "RETURNED";
            /** @description Against which cause of that; against all, when left out. */
            cause?: string;
            /**
             * @description Of which: sku, method of payment, carrier, or step of the workflow.
             * @enum {string}
             */
            dimension?: "sku" | "method" | "carrier" | "step";
            /** @description Only of this SKU, method, carrier or step; given with dimension. */
            value?: string;
            /** @description What is done. */
            what: string;
            /** @description Who sees to it. */
            owner: string;
            /**
             * Format: date
             * @description Since which day, UTC.
             */
            since: string;
        };
        CauseActionClosure: {
            /** @description What came of it, in words. */
            conclusion: string;
        };
        CauseAction: {
            /** @description Identifier of what this describes. */
            id: string;
            /**
             * @description Against what.
             * @enum {string}
             */
            kind: "REJECTED" | "CANCELLED" | "LATE" | "COMPLAINED" | "RETURNED";
            /** @description Against which cause of that; against all, when absent. */
            cause?: string;
            /**
             * @description Of which: sku, method of payment, carrier, or step of the workflow.
             * @enum {string}
             */
            dimension?: "sku" | "method" | "carrier" | "step";
            /** @description Only of this SKU, method, carrier or step. */
            value?: string;
            /** @description What is done. */
            what: string;
            /** @description Who sees to it. */
            owner: string;
            /** @description Since which day, UTC. */
            since: string;
            /** @description When, ISO 8601 UTC. */
            at: string;
            /** @description Who did it. */
            by: string;
            /** @description That it is over; absent while it is not. */
            closed?: {
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Who did it. */
                by: string;
                /** @description What came of it, in words. */
                conclusion: string;
            };
        };
        RatingOverview: {
            /** @description Twelve whole weeks, the oldest first. */
            weeks: {
                /** @description The first day of the week, UTC. */
                from: string;
                /** @description How many ratings there were. */
                ratings: number;
                /** @description Their mean, of one to five stars; absent where there were none. */
                mean?: number;
                /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                low: number;
                /** @description What it may be at the most. */
                high: number;
            }[];
            /** @description The most often rated products of the last four weeks. */
            bySku: {
                /** @description The SKU, or the carrier. */
                value: string;
                /** @description How many ratings there were. */
                ratings: number;
                /** @description Their mean, of one to five stars; absent where there were none. */
                mean?: number;
                /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                low: number;
                /** @description What it may be at the most. */
                high: number;
            }[];
            /** @description The same by who carried them. */
            byCarrier: {
                /** @description The SKU, or the carrier. */
                value: string;
                /** @description How many ratings there were. */
                ratings: number;
                /** @description Their mean, of one to five stars; absent where there were none. */
                mean?: number;
                /** @description What it may be at the least, by chance alone (95%; Wilson, of differences Newcombe). */
                low: number;
                /** @description What it may be at the most. */
                high: number;
            }[];
        };
        StockLevels: {
            /** @description The products of the page. */
            products: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description Units counted in the warehouse, to be sold; of a movement, the change of them. */
                onHand: number;
                /** @description Units that may be promised now. */
                available: number;
                /** @description Units on hand that are promised to orders. */
                reserved: number;
                /** @description Units that are in the warehouse, but not to be sold; of a movement, the change of them. */
                unsellable: number;
                /** @description Units promised beyond the stock. */
                backordered: number;
                /** @description With so few units available the stock is low. */
                lowStockThreshold?: number;
                /** @description Whether no more is available than its threshold. */
                isLow: boolean;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        ReplenishmentPage: {
            /** @description What should be ordered. */
            suggestions: {
                /** @description The identifier of something sold and stocked; upper and lower case differ. */
                sku: string;
                /** @description How many units to order, in whole packs. */
                order: number;
                /** @description Units that may be promised now. */
                available: number;
                /** @description Units promised beyond the stock. */
                backordered: number;
                /** @description Units ordered at the supplier and still to come; what is received as a purchase is taken off. */
                onOrder: number;
                /** @description How few units may be left before it must be ordered. */
                reorderPoint: number;
                /** @description How many units a day will sell, foreseen from those of the last sixteen weeks on which any could be sold. How often that is right: docs/models/demand.md. */
                perDay: number;
                /** @description How many days what is available lasts at that; absent where nobody buys it. How often that is right: docs/models/demand.md. */
                daysLeft?: number;
                /**
                 * @description True where it will be gone before what is ordered today can come, what is on order counted as if it had come. How often that is right: docs/models/demand.md.
                 * @constant
                 */
                runsDry?: true;
                /**
                 * @description How the demand was foreseen; `mean` is the plain rule (docs/models/demand.md).
                 * @enum {string}
                 */
                method: "mean" | "exponential-smoothing" | "croston-sba" | "tsb" | "seasonal-naive";
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        ActionPage: {
            /** @description What was done, the latest first. */
            actions: {
                /** @description Identifier of what this describes. */
                id: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /** @description Who asked, as their issuer knows them for good. */
                who: string;
                /** @description What their issuer calls them. */
                name: string;
                /** @description The roles that they had; none of a machine client. */
                roles: string[];
                /** @description What they asked for: the operation of this API, or what a job does for them. */
                action: string;
                /**
                 * Format: uuid
                 * @description The identifier of the order.
                 */
                orderId?: string;
                /** @description What else it is about: a SKU, the id of a job. */
                about?: string;
                /** @description Why. */
                reason?: string;
                /** @description Some of what it was. */
                before?: {
                    [key: string]: unknown;
                };
                /** @description Some of what it was to be. */
                after?: {
                    [key: string]: unknown;
                };
                /** @description What became of it; absent where that was cut off: the order or stock tells. */
                outcome?: {
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /**
                     * @description Whether it was done, refused, or failed.
                     * @enum {string}
                     */
                    result: "DONE" | "REFUSED" | "FAILED";
                    /** @description The problem by which it was refused, or the error. */
                    detail?: string;
                };
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        FoundOrders: {
            /** @description The orders. */
            orders: {
                /**
                 * Format: uuid
                 * @description Identifier of what this describes.
                 */
                id: string;
                /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                number: string;
                /** @description The client that placed the order. */
                storefront: string;
                /**
                 * @description Where the order stands now.
                 * @enum {string}
                 */
                status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                /** @description When the order was accepted, ISO 8601 UTC. */
                createdAt: string;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
                /** @description By what of it the order was found; several may be true at once. */
                matched: ("id" | "number" | "email" | "phone" | "reference" | "sku")[];
                /** @description Whose order it is, as far as staff need that to tell customers apart. */
                customer: {
                    /** @description The first letters of who receives the goods. */
                    name: string;
                    /** @description The e-mail address, masked. */
                    email?: string;
                    /** @description The telephone number, but its last two digits masked. */
                    phone?: string;
                    /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                    country: string;
                };
                /** @description When its execution failed last, ISO 8601 UTC; it may have been redriven since. */
                failedAt?: string;
            }[];
            /** @description Where nothing was found: what may be wrong with what was said. */
            hint?: string;
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        OrderStory: {
            /** @description Where the order stands, as one says it on the telephone. */
            standing: {
                /** @description Where it stands, and why. */
                sentence: string;
                /** @description What one can do, or what happens by itself. */
                advice: string;
                /**
                 * @description Who has to do something next.
                 * @enum {string}
                 */
                turn: "nobody" | "service" | "customer" | "staff";
                /** @description When something else happens by itself, if nobody does anything, ISO 8601 UTC. */
                until?: string;
                /** @description In which the sentence says times: the shop's. */
                timeZone: string;
            };
            /** @description The client that placed the order. */
            storefront: string;
            /** @description The order, without its timeline; one of hundreds of lines without its lists. */
            order: {
                /**
                 * Format: uuid
                 * @description Identifier of what this describes.
                 */
                id: string;
                /** @description What customers call the order: short, without characters that look alike, its last one checks the others. In a request: your own number, which then stands in its place; no two orders of yours have the same. */
                number: string;
                /**
                 * @description Where the order, its money, execution or step stands.
                 * @enum {string}
                 */
                status: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                /** @description When the order was accepted, ISO 8601 UTC. */
                createdAt: string;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                total: number;
                /** @description What the order comes to, where it is more than its lines. You state every figure, the service computes it and refuses what is off by one minor unit. Nothing is negative: a discount takes off, a credit pays. */
                totals?: {
                    /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                    subtotal: number;
                    /** @description What is taken off, in this order. */
                    discounts?: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description What the customer typed to get it. */
                        code?: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                    /** @description How the goods are sent, and what that costs. */
                    shipping?: {
                        /** @description Your own name for the way of sending. */
                        method: string;
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    };
                    /** @description What else is charged: gift wrap, a deposit. */
                    fees?: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    }[];
                    /** @description The tax, and how it was computed. */
                    tax?: {
                        /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                        included: boolean;
                        /**
                         * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                         * @enum {string}
                         */
                        roundedBy: "LINE" | "ORDER";
                        /**
                         * @description How: HALF_UP is commercial rounding.
                         * @enum {string}
                         */
                        roundingMode: "HALF_UP" | "DOWN" | "UP";
                        /** @description One entry a rate, or an authority. */
                        breakdown: {
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description In percent, with at most 4 decimals. */
                            rate: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                            /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                            on?: string[];
                        }[];
                    };
                    /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                    credits?: {
                        /**
                         * @description What kind it is.
                         * @enum {string}
                         */
                        type: "GIFT_CARD" | "STORE_CREDIT";
                        /** @description The provider's own name of the payment, as its console has it. */
                        reference: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    }[];
                    /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                    due: number;
                };
                /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                lines?: {
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku: string;
                    /** @description The first letters of who receives the goods; of a line, what the product is called; of a step, its state. */
                    name: string;
                    /** @description Units, a whole number. */
                    quantity: number;
                    /** @description What one unit costs, in the minor unit of the currency. In a request: the price that the customer saw, refused unless it is one of the catalogue; its list price when left out. */
                    unitPrice: number;
                    /** @description Amount in the minor unit of the currency. In a request: the total that the customer saw, refused unless the lines, or with `totals` these, come to it. */
                    total: number;
                    /** @description The number of the line: its place in the order, counted from 1. */
                    line: number;
                    /** @description Units of the line that will not be shipped. */
                    cancelled: number;
                    /** @description Units of the line that have left the warehouse. */
                    fulfilled: number;
                    /** @description Units of the line that came back. */
                    returned: number;
                }[];
                /**
                 * @description The language that the customer is written to in.
                 * @enum {string}
                 */
                locale: "en" | "zh-CN" | "ja";
                /** @description When the order is to leave the warehouse and to arrive, where the shop promises it (`delivery` of its profile): calendar days. */
                expected?: {
                    /** @description The day by which it is to have left. */
                    shipBy: string;
                    /** @description The first day on which it may arrive. */
                    deliverFrom: string;
                    /** @description The day by which it is to have arrived. */
                    deliverBy: string;
                    /** @description The time zone of the warehouse, in which that day ends. */
                    warehouseZone: string;
                };
                /** @description The payment provider, by the name that the stage knows it by. */
                paymentProvider?: string;
                /** @description Takes what there is of the lines, instead of being refused where something is short. What is not there is not charged; the order shows it as `cancelled`, with `shortages`, and what it then comes to. Shipping and fees stay as stated. */
                acceptPartial?: boolean;
                /** @description How often the customer may try to pay, from 1 (which it is without) to 4. With more, a payment that comes to nothing leaves the order RESERVED while its payment is waited for, as long as any provider of the stage needs. */
                paymentTries?: number;
                /** @description What has left the warehouse at once, in the order of time. */
                shipments?: {
                    /** @description Identifier of what this describes. */
                    id: string;
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                    lines: {
                        /** @description The number of the line: its place in the order, counted from 1. */
                        line: number;
                        /** @description Units, a whole number. */
                        quantity: number;
                    }[];
                    /** @description Who carries it, as customers know them. */
                    carrier?: string;
                    /** @description What the carrier was asked for, in its words: Express. */
                    service?: string;
                    /** @description What the carrier knows it by. */
                    trackingNumber?: string;
                    /** @description How the shipment stands with its carrier; absent until there is news of it. */
                    parcel?: {
                        /**
                         * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                         * @enum {string}
                         */
                        state: "LABEL_CREATED" | "IN_TRANSIT" | "OUT_FOR_DELIVERY" | "ATTEMPT_FAILED" | "EXCEPTION" | "DELIVERED" | "RETURNED" | "LOST";
                        /** @description Since when, ISO 8601 UTC. */
                        since: string;
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /** @description When the carrier expects to deliver it: ISO 8601, a day or a moment. */
                        estimatedDelivery?: string;
                    };
                    /** @description The page of its carrier about it. */
                    trackingUrl?: string;
                }[];
                /** @description When the last parcel of the order arrived, ISO 8601 UTC: absent while something of it is still to be shipped or to arrive. What is lost or goes back is waited for no longer. */
                deliveredAt?: string;
                /** @description How `expected` has changed since the order was accepted, in the order of time; each is also in the timeline. */
                reschedulings?: {
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /**
                     * @description Why.
                     * @enum {string}
                     */
                    reason: "WAREHOUSE_CLOSED" | "NOT_SHIPPED" | "EXCEPTION" | "NO_FIRST_SCAN" | "NO_NEWS" | "PREDICTED_LATE" | "BACKORDER" | "STOCK_ARRIVED" | "SHOP";
                    /** @description The day by which it is to have arrived. */
                    deliverBy: string;
                    /** @description The day by which it was to arrive before. */
                    formerly: string;
                }[];
                /** @description What came back to the warehouse at once, in the order of time. */
                returns?: {
                    /** @description Identifier of what this describes. */
                    id: string;
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description Who did it. */
                    by: string;
                    /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                    lines: {
                        /** @description The number of the line: its place in the order, counted from 1. */
                        line: number;
                        /** @description Units, a whole number. */
                        quantity: number;
                    }[];
                    /** @description Whether the units are to be sold again; else they are set aside. Not unless told. */
                    restock: boolean;
                    /** @description Why. */
                    reason?: string;
                }[];
                /** @description What the customer wanted to give back, exchange or complained about, each with what became of it, in the order of time. */
                returnCases?: {
                    /** @description Identifier of what this describes. */
                    id: string;
                    /**
                     * @description What kind of entry, objection or failure it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                     * @enum {string}
                     */
                    kind: "WITHDRAWAL" | "RETURN" | "EXCHANGE" | "CLAIM";
                    /**
                     * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                     * @enum {string}
                     */
                    state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                    /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                    lines: {
                        /** @description The number of the line: its place in the order, counted from 1. */
                        line: number;
                        /** @description Units, a whole number. */
                        quantity: number;
                        /** @description The identifier of something sold and stocked; upper and lower case differ. */
                        sku?: string;
                    }[];
                    /**
                     * @description Why.
                     * @enum {string}
                     */
                    reason?: "CHANGED_MIND" | "WRONG_SIZE" | "NOT_AS_DESCRIBED" | "BROKEN" | "WRONG_ITEM" | "MISSING" | "LOST";
                    /**
                     * @description What the customer gets: their money (REFUND) or new goods (REPLACEMENT).
                     * @enum {string}
                     */
                    remedy: "REFUND" | "REPLACEMENT";
                    /** @description Whether the goods stay with the customer. */
                    keeps: boolean;
                    /** @description How it came to stand so, in the order of time. */
                    history: {
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /**
                         * @description Of a parcel: LABEL_CREATED until its carrier scans it. IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED and EXCEPTION are under way; DELIVERED, RETURNED and LOST are its ends, which only a correction of the carrier changes. Of a return case: REQUESTED until it is decided; APPROVED, SENT, RECEIVED and INSPECTED on its way; REFUNDED, EXCHANGED, KEPT (with the goods), REFUSED, CANCELLED and EXPIRED are its ends.
                         * @enum {string}
                         */
                        state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED" | "REFUNDED" | "EXCHANGED" | "KEPT" | "REFUSED" | "CANCELLED" | "EXPIRED";
                        /** @description Who did it. */
                        by: string;
                    }[];
                    /**
                     * @description Who pays for sending the goods back.
                     * @enum {string}
                     */
                    postage: "CUSTOMER" | "SHOP";
                    /** @description What is kept of the money, in the minor unit of the currency. */
                    fee?: number;
                    /** @description From when on it is too late to send the goods, ISO 8601 UTC. */
                    sendBy?: string;
                    /** @description Until when the money of a withdrawal is to be back, ISO 8601 UTC. */
                    refundBy?: string;
                    /** @description Who carries it, as customers know them. */
                    carrier?: string;
                    /** @description What was found to have come back. */
                    inspected?: {
                        /** @description The number of the line: its place in the order, counted from 1. */
                        line: number;
                        /** @description Units that are to be sold again. */
                        sellable: number;
                        /** @description Units that were set aside. */
                        unsellable: number;
                    }[];
                    /** @description How much of the money is kept for what is found of the goods, in the minor unit of the currency. */
                    withheld?: number;
                    /** @description At most so much goes back, in the minor unit of the currency. */
                    atMost?: number;
                    /** @description The order by which new goods are sent, at no charge. */
                    replacementOrderId?: string;
                    /** @description That there were no new goods, so that the customer gets their money. */
                    soldOut?: boolean;
                    /** @description What went back by it, in the minor unit of the currency. */
                    givenBack?: number;
                    /** @description Why its money could not go back by itself: somebody gives it back and says so. */
                    refundTrouble?: string;
                }[];
                /** @description Grows with each change of the order, its payment or its notices. */
                version: number;
                /** @description Notices that the customer did not get over a channel, and will not: the address or number was refused (REFUSED), its mail server sent the e-mail back for good (BOUNCED), a virus was found in it (REJECTED), or it was not sent because of such a thing before, or a complaint (SUPPRESSED). Time to ask for another address. */
                undelivered?: {
                    /**
                     * @description What happened.
                     * @enum {string}
                     */
                    event: "order-confirmed" | "order-rejected" | "order-cancelled" | "lines-cancelled" | "payment-awaited" | "payment-failed" | "order-checking" | "backordered-items-arrived" | "order-shipped" | "parcel-out-for-delivery" | "parcel-delivered" | "parcel-attempt-failed" | "parcel-returned" | "parcel-lost" | "order-delayed" | "payment-refunded" | "withdrawal-received" | "return-requested" | "return-approved" | "return-refused";
                    /** @description Which time, of an event that an order may see several times. */
                    about?: string;
                    /**
                     * @description By what the customer was to be told.
                     * @enum {string}
                     */
                    channel: "email" | "sms";
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /**
                     * @description Why.
                     * @enum {string}
                     */
                    reason: "REFUSED" | "BOUNCED" | "REJECTED" | "SUPPRESSED";
                }[];
                /** @description While people look at an order that is paid for, before it is confirmed. */
                checking?: {
                    /** @description When something else happens by itself, if nobody does anything, ISO 8601 UTC. */
                    until: string;
                };
                /** @description Units that were promised beyond the stock and are still to come. */
                backorderedLines?: {
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku: string;
                    /** @description Units, a whole number. */
                    quantity: number;
                    /** @description When the units are expected, ISO 8601 UTC. */
                    expectedAt: string;
                }[];
                /** @description Why the order was refused, and when; absent unless it is REJECTED. */
                rejection?: {
                    /**
                     * @description Why.
                     * @enum {string}
                     */
                    reason: "OUT_OF_STOCK" | "PAYMENT_DECLINED" | "PAYMENT_TIMEOUT" | "NOT_ACCEPTED" | "HOLD_EXPIRED" | "TECHNICAL_PROBLEM";
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                    shortages?: {
                        /** @description The identifier of something sold and stocked; upper and lower case differ. */
                        sku: string;
                        /** @description Units that the order asked for. */
                        requested: number;
                        /** @description Units that may be promised now. */
                        available: number;
                    }[];
                };
                /** @description The SKUs that were short: what the order asked for, and what of that there was. */
                shortages?: {
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku: string;
                    /** @description Units that the order asked for. */
                    requested: number;
                    /** @description Units that may be promised now. */
                    available: number;
                }[];
                /** @description Who called the order off, when and why; absent unless it is CANCELLED. */
                cancellation?: {
                    /**
                     * @description Who did it.
                     * @enum {string}
                     */
                    by: "CUSTOMER" | "STAFF";
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /**
                     * @description Why.
                     * @enum {string}
                     */
                    reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                };
                /** @description Lines, or units of them, that were cancelled before they were shipped, one after the other. */
                lineCancellations?: {
                    /** @description Identifier of what this describes. */
                    id: string;
                    /**
                     * @description Who did it.
                     * @enum {string}
                     */
                    by: "CUSTOMER" | "STAFF";
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /**
                     * @description Why.
                     * @enum {string}
                     */
                    reason: "CHANGED_MIND" | "FOUND_CHEAPER" | "ORDERED_BY_MISTAKE" | "TOO_SLOW" | "OTHER" | "FRAUD" | "STOCK" | "PRICE_ERROR";
                    /** @description What happened, in words; of a note, the note. */
                    text?: string;
                    /** @description What is bought, one SKU a line. A SKU may stand in several lines. */
                    lines: {
                        /** @description The number of the line: its place in the order, counted from 1. */
                        line: number;
                        /** @description Units, a whole number. */
                        quantity: number;
                    }[];
                    /** @description Of what the refund is; together its amount. Without it, of all that is left, in proportion. Tax is of its own where it came on top. */
                    charges: {
                        /** @description Of the lines. */
                        items: number;
                        /** @description How the goods are sent, and what that costs. */
                        shipping: number;
                        /** @description What else is charged: gift wrap, a deposit. */
                        fees: number;
                        /** @description The tax, and how it was computed. */
                        tax: number;
                    };
                }[];
                /** @description What the order comes to without what was short, and since lines of it were cancelled, whatever was given back of it besides. */
                currentTotal?: number;
                /** @description How it comes to that. What was kept or given beside the share of the lines stands as a fee or a discount `Cancellation`. */
                currentTotals?: {
                    /** @description The sum of the lines at the prices of the catalogue, before discounts. */
                    subtotal: number;
                    /** @description What is taken off, in this order. */
                    discounts?: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description What the customer typed to get it. */
                        code?: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                        /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                        on?: string[];
                    }[];
                    /** @description How the goods are sent, and what that costs. */
                    shipping?: {
                        /** @description Your own name for the way of sending. */
                        method: string;
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    };
                    /** @description What else is charged: gift wrap, a deposit. */
                    fees?: {
                        /** @description What the customer reads beside the amount. */
                        title: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    }[];
                    /** @description The tax, and how it was computed. */
                    tax?: {
                        /** @description Whether prices include it. Included, it is amount × rate ÷ (100% + all rates on the same); else it comes on top, amount × rate. */
                        included: boolean;
                        /**
                         * @description Whether each tax is rounded for each line, the shipping and each fee, or once for the order.
                         * @enum {string}
                         */
                        roundedBy: "LINE" | "ORDER";
                        /**
                         * @description How: HALF_UP is commercial rounding.
                         * @enum {string}
                         */
                        roundingMode: "HALF_UP" | "DOWN" | "UP";
                        /** @description One entry a rate, or an authority. */
                        breakdown: {
                            /** @description What the customer reads beside the amount. */
                            title: string;
                            /** @description In percent, with at most 4 decimals. */
                            rate: string;
                            /** @description In the minor unit of the currency. Of a refund, what to give back. */
                            amount: number;
                            /** @description What it is on, as JSON pointers into the order: lines, the shipping, fees. Without it, a discount is on all lines, a tax on all of these. What is on several is spread in proportion, to the minor unit (largest remainder). */
                            on?: string[];
                        }[];
                    };
                    /** @description What the customer paid by gift card or store credit: it is no discount, and reduces what the payment provider is asked for. You take it off the card, and give it back when `creditsToGiveBack` says so. */
                    credits?: {
                        /**
                         * @description What kind it is.
                         * @enum {string}
                         */
                        type: "GIFT_CARD" | "STORE_CREDIT";
                        /** @description The provider's own name of the payment, as its console has it. */
                        reference: string;
                        /** @description In the minor unit of the currency. Of a refund, what to give back. */
                        amount: number;
                    }[];
                    /** @description What the payment provider is asked for: the total without the credits. Of 0, the order needs no payment. */
                    due: number;
                };
                /** @description What was charged, after discounts, and has not been given back. */
                chargesLeft?: {
                    /** @description Of the lines. */
                    items: number;
                    /** @description How the goods are sent, and what that costs. */
                    shipping: number;
                    /** @description What else is charged: gift wrap, a deposit. */
                    fees: number;
                    /** @description The tax, and how it was computed. */
                    tax: number;
                };
                /** @description What you have to give back to gift cards and store credit, in all over the life of the order: what you gave back already is in it. */
                creditsToGiveBack?: {
                    /**
                     * @description What kind it is.
                     * @enum {string}
                     */
                    type: "GIFT_CARD" | "STORE_CREDIT";
                    /** @description The provider's own name of the payment, as its console has it. */
                    reference: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                }[];
                /** @description Each try to pay, in order. */
                payments?: {
                    /** @description Which try to pay, counted from 1. */
                    try: number;
                    /** @description The payment provider, by the name that the stage knows it by. */
                    provider: string;
                    /**
                     * @description Where the order, its money, execution or step stands.
                     * @enum {string}
                     */
                    status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                    /** @description When it began, ISO 8601 UTC. */
                    begunAt: string;
                    /** @description What was taken from the customer, in the minor unit of the currency. */
                    captured: number;
                    /** @description What was given back of it, in the minor unit of the currency. */
                    refunded: number;
                }[];
                /** @description How often the customer may still pay in another way. */
                paymentTriesLeft?: number;
                /** @description The money, by the try to pay that the order is at. Of an order with nothing due there is none. */
                payment?: {
                    /**
                     * @description Where the order, its money, execution or step stands.
                     * @enum {string}
                     */
                    status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                    /** @description What was taken from the customer, in the minor unit of the currency. */
                    captured: number;
                    /** @description What was given back of it, in the minor unit of the currency. */
                    refunded: number;
                    /** @description Chargebacks, warnings of fraud and complaints: while one is OPEN or LOST, the order is not shipped. */
                    disputes?: {
                        /**
                         * @description What kind of entry, objection or failure it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                         * @enum {string}
                         */
                        kind: "CHARGEBACK" | "FRAUD_WARNING" | "COMPLAINT";
                        /** @description Why. */
                        reason: string;
                        /**
                         * @description Where the order, its money, execution or step stands.
                         * @enum {string}
                         */
                        status: "OPEN" | "CLOSED" | "LOST";
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                        /** @description When we heard of its end, ISO 8601 UTC. */
                        endedAt?: string;
                    }[];
                };
            };
            /** @description When the order will be there, all of it, as that is foreseen: `expected` is promised, this is likely. By what its carrier says, by what was learned of the shop’s own parcels, else by the working days that its carrier takes from the day on which it leaves. Not of an order that has arrived, or when nothing is promised. */
            arrival?: {
                /** @description The first day on which it is likely. How often that is right: docs/models/delivery.md. */
                earliestDay: string;
                /** @description The last day on which it is likely. How often that is right: docs/models/delivery.md. */
                latestDay: string;
                /** @description How likely it comes behind `deliverBy`, from 0 to 1; only where that was learned from the shop’s own parcels. How often that is right: docs/models/delivery.md. */
                lateProbability?: number;
                /** @description How many of 100 orders that arrived in the last two weeks came within the range that is said so; absent while too few have. */
                keptOf100?: number;
            };
            /** @description Whose order it is, as far as staff need that to tell customers apart. */
            customer: {
                /** @description The first letters of who receives the goods; of a line, what the product is called; of a step, its state. */
                name: string;
                /** @description The e-mail address, masked. */
                email?: string;
                /** @description The telephone number, but its last two digits masked. */
                phone?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
            };
            /** @description Each try to pay, in order. */
            payments: {
                /** @description Which try to pay, counted from 1. */
                try: number;
                /** @description The payment provider, by the name that the stage knows it by. */
                provider: string;
                /** @description The provider's own name of the payment, as its console has it. */
                reference?: string;
                /**
                 * @description Where the order, its money, execution or step stands.
                 * @enum {string}
                 */
                status: "PENDING" | "AUTHORIZED" | "CAPTURED" | "DECLINED" | "VOIDED" | "REFUNDED";
                /** @description In the minor unit of the currency. Of a refund, what to give back. */
                amount: number;
                /** @description ISO 4217 code of the money that the order is priced and paid in. */
                currency: string;
                /** @description What was taken from the customer, in the minor unit of the currency. */
                captured: number;
                /** @description What was given back of it, in the minor unit of the currency. */
                refunded: number;
                /** @description When it began, ISO 8601 UTC. */
                begunAt: string;
                /** @description Until when the payment is waited for, ISO 8601 UTC. */
                payBefore?: string;
                /** @description When another try to pay came into its place, ISO 8601 UTC: whatever money comes by it goes back. */
                replacedAt?: string;
                /** @description What was asked to be given back. */
                refunds: {
                    /** @description Identifier of what this describes. */
                    id: string;
                    /** @description In the minor unit of the currency. Of a refund, what to give back. */
                    amount: number;
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description Why. */
                    reason: string;
                    /** @description Why it gave nothing back, in the word of the provider. */
                    failure?: {
                        /**
                         * @description What kind of entry, objection or failure it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                         * @enum {string}
                         */
                        kind: "REFUSED" | "FAILED";
                        /** @description What the customer typed to get it. */
                        code: string;
                        /** @description When, ISO 8601 UTC. */
                        at: string;
                    };
                }[];
                /** @description Chargebacks, warnings of fraud and complaints: while one is OPEN or LOST, the order is not shipped. */
                disputes: {
                    /** @description Identifier of what this describes. */
                    id: string;
                    /**
                     * @description What kind of entry, objection or failure it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                     * @enum {string}
                     */
                    kind: "CHARGEBACK" | "FRAUD_WARNING" | "COMPLAINT";
                    /** @description Why. */
                    reason: string;
                    /**
                     * @description Where the order, its money, execution or step stands.
                     * @enum {string}
                     */
                    status: "OPEN" | "CLOSED" | "LOST";
                    /** @description When, ISO 8601 UTC. */
                    at: string;
                    /** @description When we heard of its end, ISO 8601 UTC. */
                    endedAt?: string;
                }[];
                /** @description Why a person must look at it. */
                review?: string;
                /** @description What the rules of risk said of it. In the mode `shadow` nothing follows from it. */
                risk?: {
                    /**
                     * @description Whether what the rules say is only recorded (`shadow`), or holds and declines orders (`on`).
                     * @enum {string}
                     */
                    mode: "shadow" | "on";
                    /**
                     * @description What the rules say.
                     * @enum {string}
                     */
                    outcome: "PASS" | "REVIEW" | "DECLINE";
                    /** @description What the weights of the rules come to that have found something. How often that is right: docs/risk.md. */
                    score: number;
                    /** @description The rules that have found something. */
                    reasons: string[];
                    /** @description The version of the rules. */
                    rules: string;
                    /**
                     * @description Why a person must look at it.
                     * @enum {string}
                     */
                    review?: "OPEN" | "APPROVED" | "DENIED";
                    /** @description Who decided it, as the issuer calls them. */
                    decidedBy?: string;
                };
            }[];
            /** @description Its execution in Step Functions; of an order that ran in an Express one only, there is none. */
            execution?: {
                /**
                 * @description Where the order, its money, execution or step stands.
                 * @enum {string}
                 */
                status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";
                /** @description When it began, ISO 8601 UTC. */
                startedAt?: string;
                /** @description When we heard of its end, ISO 8601 UTC. */
                endedAt?: string;
                /** @description The name of the error that ended it, or by which the step failed last. */
                error?: string;
                /** @description What the function said that failed. */
                cause?: string;
                /** @description How often it was redriven. */
                redrives: number;
                /** @description Where the AWS console shows it. */
                consoleUrl: string;
                /** @description Where the AWS console shows its trace. */
                traceUrl?: string;
                /** @description The states that it entered, in order. */
                steps: {
                    /** @description The first letters of who receives the goods; of a line, what the product is called; of a step, its state. */
                    name: string;
                    /**
                     * @description Where the order, its money, execution or step stands.
                     * @enum {string}
                     */
                    status: "running" | "retrying" | "succeeded" | "refused" | "failed";
                    /** @description How often the step was tried. */
                    attempts: number;
                    /** @description The name of the error that ended it, or by which the step failed last. */
                    error?: string;
                    /** @description When it began, ISO 8601 UTC. */
                    startedAt: string;
                    /** @description When we heard of its end, ISO 8601 UTC. */
                    endedAt?: string;
                }[];
            };
            /** @description What the order holds of the stock. */
            stock: {
                /** @description The units that it holds, by SKU. */
                held: {
                    /** @description The identifier of something sold and stocked; upper and lower case differ. */
                    sku: string;
                    /** @description Units, a whole number. */
                    quantity: number;
                    /** @description Units promised beyond the stock. */
                    backordered?: {
                        /** @description The identifier of something sold and stocked; upper and lower case differ. */
                        sku: string;
                        /** @description Units, a whole number. */
                        quantity: number;
                        /** @description When the units are expected, ISO 8601 UTC. */
                        expectedAt: string;
                    };
                }[];
                /** @description Until when, if nobody extends it, ISO 8601 UTC; absent when nothing is held, or held for good. */
                holdExpiresAt?: string;
            };
            /** @description All that happened, on one axis, in the order of time. */
            timeline: {
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description What kind of entry, objection or failure it is. Of a return case: WITHDRAWAL from the contract, without a reason; RETURN as a courtesy of the shop; EXCHANGE for something else of the same price; CLAIM that it is broken or wrong, or did not come.
                 * @enum {string}
                 */
                kind: "order" | "stock" | "payment" | "step" | "notice" | "webhook" | "operator" | "note";
                /** @description What happened, in words; of a note, the note. */
                text: string;
                /** @description Who did it. */
                by?: string;
            }[];
            /** @description What could not be read just now, and is therefore not in it. */
            missing?: ("execution" | "stock" | "webhooks" | "operators" | "notes")[];
        };
        RevealRequest: {
            /** @description Why you want to see it: kept for seven years, beside your name. */
            reason: string;
        };
        RevealedCustomer: {
            /** @description Your own name for the customer. */
            customerId?: string;
            /** @description How the customer is told: by e-mail, SMS or both. */
            contact: {
                /** @description E-mail address in ASCII (RFC 5321); an international domain in Punycode. */
                email?: string;
                /** @description Telephone number for SMS, E.164. */
                phone?: string;
                /** @description Who else gets the e-mails about the order, unseen by all others, once it is paid for. */
                copies?: string[];
                /** @description Over which of the given channels the customer wants each kind of notice; over all where a kind is left out. A notice that cannot reach them over these comes over the other. */
                channels?: {
                    /** @description That the order is confirmed, refused or cancelled. At least one channel: it cannot be switched off. */
                    outcome?: ("email" | "sms")[];
                    /** @description What there is to pay, and what goes back. At least one channel: it cannot be switched off. */
                    money?: ("email" | "sms")[];
                    /** @description What becomes of the goods afterwards. Empty: the customer is not told. As a text message it comes by day only. */
                    delivery?: ("email" | "sms")[];
                };
            };
            /** @description Where the goods go. */
            shippingAddress: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
            };
            /** @description Whom the invoice goes to, where that is not whom the goods go to. */
            billingAddress?: {
                /** @description Of an address: who receives the goods. Of a line: what the product is called. */
                name: string;
                /** @description The company at the address. */
                company?: string;
                /** @description Street and number, or what stands for them. */
                line1: string;
                /** @description A second line of the address. */
                line2?: string;
                /** @description City, town or village. */
                city: string;
                /** @description State, province or county. */
                region?: string;
                /** @description Post code. */
                postalCode?: string;
                /** @description ISO 3166-1 alpha-2 code; XK for Kosovo. */
                country: string;
                /** @description VAT identification number with its country; its form is checked, not whether it was given out. */
                vatId?: string;
            };
            /** @description What the carrier should know, as it was changed last. Kept and given back; in no notice. */
            deliveryInstructions?: string;
            /** @description What goes with a gift. Kept and given back; in no notice and no log. */
            giftMessage?: string;
            /** @description The time zone of the shopper, an IANA name: notices state times in it, else in the shop’s. */
            timeZone?: string;
            /** @description Your own notes: at most 20 texts of at most 500 characters, by names of at most 40. Kept and given back; in no notice and no log. */
            metadata?: {
                [key: string]: string;
            };
        };
        NoteRequest: {
            /** @description What is to be known of the order: for staff only. */
            text: string;
        };
        OrderSearchRequest: {
            /** @description What somebody says: a number, an id, an e-mail address, a telephone number, a reference or a SKU. All that it may mean is looked for. */
            q?: string;
            /**
             * @description Where the orders stand.
             * @enum {string}
             */
            status?: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
            /** @description Of orders that were placed at this moment or later: a day or a moment, UTC unless told. */
            placedAfter?: string;
            /** @description Of orders that were placed before this moment: a day or a moment, UTC unless told. */
            placedBefore?: string;
            /**
             * @description How many orders a page has at most.
             * @default 50
             */
            limit?: number;
            /** @description The `next` of the page before. */
            cursor?: string;
        };
        OrderNote: {
            /** @description Identifier of what this describes. */
            id: string;
            /** @description When, ISO 8601 UTC. */
            at: string;
            /** @description Who did it. */
            by: string;
            /** @description The note. */
            text: string;
        };
        TicketRequest: {
            /**
             * Format: uuid
             * @description The order that it is about.
             */
            orderId?: string;
            /**
             * Format: email
             * @description Who asks, of no order.
             */
            email?: string;
            /**
             * @description What kind of question it is.
             * @default OTHER
             * @enum {string}
             */
            category?: "ARRIVAL" | "ADDRESS" | "PAYMENT" | "REFUND" | "DAMAGED" | "RETURN" | "RATING" | "OTHER";
            /**
             * @description How much it matters: it says by when an answer is wanted.
             * @default NORMAL
             * @enum {string}
             */
            severity?: "URGENT" | "HIGH" | "NORMAL" | "LOW";
            /** @description What it is about, in a line. */
            subject: string;
            /** @description What they say: for the team. */
            text: string;
            /**
             * @description The language that the customer is written to in.
             * @default en
             * @enum {string}
             */
            locale?: "en" | "zh-CN" | "ja";
        };
        TicketAnswer: {
            /** @description What the customer reads. */
            text: string;
            /**
             * @description For the team only: no customer sees it.
             * @default false
             */
            isInternal?: boolean;
            /**
             * @description How the ticket stands with it; a word for the team leaves it as it is.
             * @default WAITING_FOR_CUSTOMER
             * @enum {string}
             */
            state?: "WAITING_FOR_CUSTOMER" | "ON_HOLD" | "SOLVED";
        };
        TicketChange: {
            /** @description As you saw it: of another one, nothing is changed. */
            version: number;
            /**
             * @description How it is to stand.
             * @enum {string}
             */
            state?: "OPEN" | "WAITING_FOR_CUSTOMER" | "ON_HOLD" | "SOLVED" | "CLOSED";
            /**
             * @description What kind of question it is.
             * @enum {string}
             */
            category?: "ARRIVAL" | "ADDRESS" | "PAYMENT" | "REFUND" | "DAMAGED" | "RETURN" | "RATING" | "OTHER";
            /**
             * @description How much it matters: it says by when an answer is wanted.
             * @enum {string}
             */
            severity?: "URGENT" | "HIGH" | "NORMAL" | "LOW";
            /** @description Who of the shop sees to it, as their issuer calls them; null: nobody. */
            owner?: string | null;
            /**
             * Format: uuid
             * @description The order that it is about, once you know that it is theirs: they then see the ticket on its page.
             */
            orderId?: string;
        };
        Ticket: {
            /**
             * Format: uuid
             * @description Identifier of what this describes.
             */
            id: string;
            /** @description Grows with each change that somebody sees. */
            version: number;
            /**
             * @description How it stands: OPEN is ours to answer, WAITING_FOR_CUSTOMER theirs; ON_HOLD is put off.
             * @enum {string}
             */
            state: "OPEN" | "WAITING_FOR_CUSTOMER" | "ON_HOLD" | "SOLVED" | "CLOSED";
            /**
             * @description What kind of question it is.
             * @enum {string}
             */
            category: "ARRIVAL" | "ADDRESS" | "PAYMENT" | "REFUND" | "DAMAGED" | "RETURN" | "RATING" | "OTHER";
            /**
             * @description How much it matters: it says by when an answer is wanted.
             * @enum {string}
             */
            severity: "URGENT" | "HIGH" | "NORMAL" | "LOW";
            /** @description What it is about, in a line. */
            subject: string;
            /**
             * @description How it came in: by the page of the order, mail, chat or helpdesk, by staff, or by the service itself.
             * @enum {string}
             */
            channel: "PAGE" | "STAFF" | "MAIL" | "CHAT" | "HELPDESK" | "SERVICE";
            /**
             * @description The language that the customer is written to in.
             * @enum {string}
             */
            locale: "en" | "zh-CN" | "ja";
            /** @description When it was opened, ISO 8601 UTC. */
            createdAt: string;
            /** @description When something was said or changed last, ISO 8601 UTC. */
            updatedAt: string;
            /**
             * Format: uuid
             * @description The order that it is about; absent where nobody has shown that it is theirs.
             */
            orderId?: string;
            /** @description The client that placed the order. */
            storefront?: string;
            /** @description The number of an order that its sender names, who has not shown that it is theirs. */
            claimedOrder?: string;
            /** @description Who of the shop sees to it, as their issuer calls them; null: nobody. */
            owner?: string;
            /** @description Who asks, of a ticket whose order does not say it. */
            requester?: {
                /** @description Masked. */
                email: string;
                /** @description How somebody is called; of an answer that is written already, by what it is known. */
                name?: string;
            };
            /** @description When our answer is late, ISO 8601 UTC; absent while none is wanted. */
            answerBy?: string;
            /** @description When it was marked that it will be. */
            warnedAt?: string;
            /** @description When it was. */
            escalatedAt?: string;
            /** @description All that was said, the first first. */
            messages: {
                /** @description Identifier of what this describes. */
                id: string;
                /** @description When, ISO 8601 UTC. */
                at: string;
                /**
                 * @description Whose words these are.
                 * @enum {string}
                 */
                from: "CUSTOMER" | "STAFF" | "SERVICE";
                /** @description How somebody is called; of an answer that is written already, by what it is known. */
                name?: string;
                /**
                 * @description How it came in: by the page of the order, mail, chat or helpdesk, by staff, or by the service itself.
                 * @enum {string}
                 */
                channel: "PAGE" | "STAFF" | "MAIL" | "CHAT" | "HELPDESK" | "SERVICE";
                /** @description What it says. */
                text: string;
                /** @description What a mail quoted below what is new. */
                quoted?: string;
                /** @description For the team only: no customer sees it. */
                isInternal?: boolean;
                /** @description Of a mail that nobody wrote. */
                isAutomatic?: boolean;
                /** @description Of a mail, or a message of the chat, whose sender may be somebody else. */
                isUnverified?: boolean;
                /** @description What came with a mail, by name; it lies in the bucket of mails for a while. */
                attachments?: {
                    /** @description How somebody is called; of an answer that is written already, by what it is known. */
                    name: string;
                    /** @description Its media type. */
                    type: string;
                    /** @description How large it is. */
                    bytes: number;
                }[];
                /** @description Where in the bucket of mails the whole of it lies for a while. */
                rawKey?: string;
                /**
                 * @description What became of it as a mail. UNKNOWN: its sending broke off, and nobody knows whether it went out.
                 * @enum {string}
                 */
                delivery?: "PENDING" | "SENDING" | "SENT" | "REFUSED" | "UNKNOWN" | "BOUNCED";
                /** @description When that became so, ISO 8601 UTC. */
                deliveryAt?: string;
            }[];
            /** @description Answers that are written already, with what is known of the order, in the customer’s language. */
            answers: {
                /** @description How somebody is called; of an answer that is written already, by what it is known. */
                name: string;
                /** @description What it is called at the desk. */
                title: string;
                /** @description What it says. */
                text: string;
            }[];
        };
        TicketPage: {
            /** @description Those whose answer is due first ahead. */
            tickets: {
                /**
                 * Format: uuid
                 * @description Identifier of what this describes.
                 */
                id: string;
                /** @description Grows with each change that somebody sees. */
                version: number;
                /**
                 * @description How it stands.
                 * @enum {string}
                 */
                state: "OPEN" | "WAITING_FOR_CUSTOMER" | "ON_HOLD" | "SOLVED" | "CLOSED";
                /**
                 * @description What kind of question it is.
                 * @enum {string}
                 */
                category: "ARRIVAL" | "ADDRESS" | "PAYMENT" | "REFUND" | "DAMAGED" | "RETURN" | "RATING" | "OTHER";
                /**
                 * @description How much it matters: it says by when an answer is wanted.
                 * @enum {string}
                 */
                severity: "URGENT" | "HIGH" | "NORMAL" | "LOW";
                /** @description What it is about, in a line. */
                subject: string;
                /**
                 * @description How it came in.
                 * @enum {string}
                 */
                channel: "PAGE" | "STAFF" | "MAIL" | "CHAT" | "HELPDESK" | "SERVICE";
                /**
                 * @description The language that the customer is written to in.
                 * @enum {string}
                 */
                locale: "en" | "zh-CN" | "ja";
                /** @description When it was opened, ISO 8601 UTC. */
                createdAt: string;
                /** @description When something was said or changed last, ISO 8601 UTC. */
                updatedAt: string;
                /**
                 * Format: uuid
                 * @description The order that it is about; absent where nobody has shown that it is theirs.
                 */
                orderId?: string;
                /** @description The client that placed the order. */
                storefront?: string;
                /** @description The number of an order that its sender names, who has not shown that it is theirs. */
                claimedOrder?: string;
                /** @description Who of the shop sees to it, as their issuer calls them; null: nobody. */
                owner?: string;
                /** @description Who asks, of a ticket whose order does not say it. */
                requester?: {
                    /** @description Masked. */
                    email: string;
                    /** @description How they call themselves. */
                    name?: string;
                };
                /** @description When our answer is late, ISO 8601 UTC; absent while none is wanted. */
                answerBy?: string;
                /** @description When it was marked that it will be. */
                warnedAt?: string;
                /** @description When it was. */
                escalatedAt?: string;
            }[];
            /** @description The cursor of the page after this one; absent on the last. */
            next?: string;
        };
        Problem: {
            /** @description The kind of problem: stable, decide on it. */
            type: string;
            /** @description The kind of problem, in words. */
            title: string;
            /** @description The HTTP status code. */
            status: number;
            /** @description What is wrong, in words for people. */
            detail: string;
            /** @description Every part of the request that is wrong; of more than a hundred the first hundred. */
            errors?: {
                /** @description JSON pointer into the body (RFC 6901, as a URI fragment). */
                pointer?: string;
                /** @description The name of a header. */
                header?: string;
                /** @description The name of a parameter of the query. */
                parameter?: string;
                /** @description What is wrong, in words for people. */
                detail: string;
            }[];
            /** @description How many errors there are besides. */
            moreErrors?: number;
        };
        GatewayRefusal: {
            /** @description What is wrong, in words. */
            message: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
};
export type OrderRequest = components['schemas']['OrderRequest'];
export type AcceptedOrder = components['schemas']['AcceptedOrder'];
export type Order = components['schemas']['Order'];
export type OrderPage = components['schemas']['OrderPage'];
export type PaymentRequest = components['schemas']['PaymentRequest'];
export type CancellationRequest = components['schemas']['CancellationRequest'];
export type DeliveryInstructionsChange = components['schemas']['DeliveryInstructionsChange'];
export type ExpectedDeliveryChange = components['schemas']['ExpectedDeliveryChange'];
export type CarrierScorecard = components['schemas']['CarrierScorecard'];
export type ShipmentRequest = components['schemas']['ShipmentRequest'];
export type ShipmentChange = components['schemas']['ShipmentChange'];
export type ParcelMove = components['schemas']['ParcelMove'];
export type ReturnRequest = components['schemas']['ReturnRequest'];
export type ReturnOptions = components['schemas']['ReturnOptions'];
export type ReturnCaseRequest = components['schemas']['ReturnCaseRequest'];
export type ReturnCaseMove = components['schemas']['ReturnCaseMove'];
export type ReturnCasePage = components['schemas']['ReturnCasePage'];
export type ErasureRequest = components['schemas']['ErasureRequest'];
export type ErasureResult = components['schemas']['ErasureResult'];
export type RefundRequest = components['schemas']['RefundRequest'];
export type RefundedOrder = components['schemas']['RefundedOrder'];
export type RefundApproval = components['schemas']['RefundApproval'];
export type RefundApprovals = components['schemas']['RefundApprovals'];
export type RefundDecision = components['schemas']['RefundDecision'];
export type RiskReview = components['schemas']['RiskReview'];
export type RiskReviews = components['schemas']['RiskReviews'];
export type RiskReviewDecision = components['schemas']['RiskReviewDecision'];
export type BackInStockRequest = components['schemas']['BackInStockRequest'];
export type BackInStockConfirmation = components['schemas']['BackInStockConfirmation'];
export type NoticeRequest = components['schemas']['NoticeRequest'];
export type SuppressionLift = components['schemas']['SuppressionLift'];
export type Availability = components['schemas']['Availability'];
export type Stock = components['schemas']['Stock'];
export type MovementPage = components['schemas']['MovementPage'];
export type StockMovementRequest = components['schemas']['StockMovementRequest'];
export type MovedStock = components['schemas']['MovedStock'];
export type StockSettings = components['schemas']['StockSettings'];
export type WebhookEndpointRequest = components['schemas']['WebhookEndpointRequest'];
export type WebhookEndpointChange = components['schemas']['WebhookEndpointChange'];
export type WebhookEndpoint = components['schemas']['WebhookEndpoint'];
export type NewWebhookEndpoint = components['schemas']['NewWebhookEndpoint'];
export type WebhookEndpoints = components['schemas']['WebhookEndpoints'];
export type RotatedSecret = components['schemas']['RotatedSecret'];
export type WebhookDeliveryPage = components['schemas']['WebhookDeliveryPage'];
export type ReplayRequest = components['schemas']['ReplayRequest'];
export type Replayed = components['schemas']['Replayed'];
export type FailureGroups = components['schemas']['FailureGroups'];
export type FailurePage = components['schemas']['FailurePage'];
export type GiveUp = components['schemas']['GiveUp'];
export type GivenUpOrder = components['schemas']['GivenUpOrder'];
export type HoldExtension = components['schemas']['HoldExtension'];
export type ExtendedHold = components['schemas']['ExtendedHold'];
export type NoticeSettlement = components['schemas']['NoticeSettlement'];
export type SettledNotices = components['schemas']['SettledNotices'];
export type SwitchChange = components['schemas']['SwitchChange'];
export type SwitchList = components['schemas']['SwitchList'];
export type PaymentMethods = components['schemas']['PaymentMethods'];
export type RedriveRequest = components['schemas']['RedriveRequest'];
export type Redrive = components['schemas']['Redrive'];
export type Redrives = components['schemas']['Redrives'];
export type RedriveResults = components['schemas']['RedriveResults'];
export type EventPage = components['schemas']['EventPage'];
export type OrderEvent = components['schemas']['OrderEvent'];
export type TestEvent = components['schemas']['TestEvent'];
export type Overview = components['schemas']['Overview'];
export type Bottlenecks = components['schemas']['Bottlenecks'];
export type CauseOverview = components['schemas']['CauseOverview'];
export type CauseActionRequest = components['schemas']['CauseActionRequest'];
export type CauseActionClosure = components['schemas']['CauseActionClosure'];
export type CauseAction = components['schemas']['CauseAction'];
export type RatingOverview = components['schemas']['RatingOverview'];
export type StockLevels = components['schemas']['StockLevels'];
export type ReplenishmentPage = components['schemas']['ReplenishmentPage'];
export type ActionPage = components['schemas']['ActionPage'];
export type FoundOrders = components['schemas']['FoundOrders'];
export type OrderStory = components['schemas']['OrderStory'];
export type RevealRequest = components['schemas']['RevealRequest'];
export type RevealedCustomer = components['schemas']['RevealedCustomer'];
export type NoteRequest = components['schemas']['NoteRequest'];
export type OrderSearchRequest = components['schemas']['OrderSearchRequest'];
export type OrderNote = components['schemas']['OrderNote'];
export type TicketRequest = components['schemas']['TicketRequest'];
export type TicketAnswer = components['schemas']['TicketAnswer'];
export type TicketChange = components['schemas']['TicketChange'];
export type Ticket = components['schemas']['Ticket'];
export type TicketPage = components['schemas']['TicketPage'];
export type Problem = components['schemas']['Problem'];
export type GatewayRefusal = components['schemas']['GatewayRefusal'];
export type $defs = Record<string, never>;
export interface operations {
    listOrders: {
        parameters: {
            query?: {
                /**
                 * @description The order number, as the customer says it.
                 * @example k7q 4xw 2r9
                 */
                number?: string;
                /** @description Your own name for the customer: their orders, newest first. */
                customerId?: string;
                /** @description Where the orders stand. With a customerId any; without, PENDING, RESERVED or CONFIRMED: the orders that are worked on, in no order. */
                status?: "PENDING" | "RESERVED" | "CONFIRMED" | "SHIPPED" | "REJECTED" | "CANCELLED";
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order with this number, of several storefronts if they gave it themselves; or a page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
        };
    };
    submitOrder: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currency": "GBP",
                 *       "lines": [
                 *         {
                 *           "sku": "TEA-250",
                 *           "quantity": 2
                 *         }
                 *       ],
                 *       "contact": {
                 *         "email": "ada@customer.example"
                 *       },
                 *       "locale": "en",
                 *       "shippingAddress": {
                 *         "name": "Ada Byron",
                 *         "line1": "12 St James Square",
                 *         "city": "London",
                 *         "postalCode": "SW1Y 4JH",
                 *         "country": "GB"
                 *       },
                 *       "payment": {
                 *         "provider": "sandbox",
                 *         "token": "sandbox-authorised"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["OrderRequest"];
            };
        };
        responses: {
            /** @description Accepted: the order has a number and its way has begun. */
            202: {
                headers: {
                    /** @description Where to follow the order. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedOrder"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description `wait=20` holds the answer, 20 seconds at most (RFC 7240), as long as there is room. With If-None-Match: until the order or its payment is of another version than the caller has; a notice that is sent ends no wait. Without: while the order has no answer, until it has, or there is something else to go on with (a page to pay on, a payment that came to nothing, a delay). Preference-Applied in the answer says so. Without it, ask again after a pause of your own. Anything else is no error, and changes nothing.
                 * @example wait=20
                 */
                Prefer?: string;
                /**
                 * @description The ETag of an earlier answer: 304 while there is nothing new.
                 * @example "17.Jz0zGgoCm2pQ3mH1S5Yx8A"
                 */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order as it stands, whole, with what happened when. */
            200: {
                headers: {
                    /** @description Another with each change; for If-None-Match and If-Match. */
                    ETag?: string;
                    /** @description That the answer was held, if it had to be. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The caller has it as it stands. */
            304: {
                headers: {
                    /** @description Another with each change; for If-None-Match and If-Match. */
                    ETag?: string;
                    /** @description That the answer was held, if it had to be. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Your own unique name for this request, required where it names lines: a repeat cancels nothing more.
                 * @example cancellation-4711-1
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description The ETag of the order as you saw it: 412 when anything of it has changed since, a notice that was sent too. A repeat of what was done is let through.
                 * @example "17.Jz0zGgoCm2pQ3mH1S5Yx8A"
                 */
                "If-Match"?: string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "CHANGED_MIND"
                 *     }
                 */
                "application/json": components["schemas"]["CancellationRequest"];
            };
        };
        responses: {
            /** @description The order, cancelled or with what is left of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    changeDeliveryInstructions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "deliveryInstructions": "Ring twice; the door is in the yard."
                 *     }
                 */
                "application/json": components["schemas"]["DeliveryInstructionsChange"];
            };
        };
        responses: {
            /** @description The order has them. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    shipOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order, shipped. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    shipUnits: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lines": [
                 *         {
                 *           "line": 1,
                 *           "quantity": 4
                 *         }
                 *       ],
                 *       "carrier": "Royal Mail",
                 *       "trackingNumber": "QB123456785GB"
                 *     }
                 */
                "application/json": components["schemas"]["ShipmentRequest"];
            };
        };
        responses: {
            /** @description The order, with its shipments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    returnItems: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lines": [
                 *         {
                 *           "line": 1,
                 *           "quantity": 2
                 *         }
                 *       ],
                 *       "restock": true,
                 *       "reason": "Wrong size"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnRequest"];
            };
        };
        responses: {
            /** @description The order, with its returns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    changeShipment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
                /** @description The shipment, by its id in the order. */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "trackingNumber": "QB123456799GB"
                 *     }
                 */
                "application/json": components["schemas"]["ShipmentChange"];
            };
        };
        responses: {
            /** @description The order, with its shipments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    moveShipment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
                /** @description The shipment, by its id in the order. */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "DELIVERED",
                 *       "message": "The neighbour at number 14 has it."
                 *     }
                 */
                "application/json": components["schemas"]["ParcelMove"];
            };
        };
        responses: {
            /** @description The order, with its shipments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    revokeStatusUrl: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No link that there was works any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getReturnOptions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What may be asked for of each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnOptions"];
                };
            };
        };
    };
    requestReturn: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "CLAIM",
                 *       "lines": [
                 *         {
                 *           "line": 1,
                 *           "quantity": 1
                 *         }
                 *       ],
                 *       "reason": "BROKEN",
                 *       "text": "The lid came cracked."
                 *     }
                 */
                "application/json": components["schemas"]["ReturnCaseRequest"];
            };
        };
        responses: {
            /** @description The order, with the case. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    moveReturnCase: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
                /** @description The return case, by the id that the order shows. */
                caseId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "to": "INSPECTED",
                 *       "lines": [
                 *         {
                 *           "line": 1,
                 *           "sellable": 1,
                 *           "unsellable": 0
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReturnCaseMove"];
            };
        };
        responses: {
            /** @description The order, with the case as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    listReturnCases: {
        parameters: {
            query: {
                /** @description Where the return cases stand. */
                state: "REQUESTED" | "APPROVED" | "SENT" | "RECEIVED" | "INSPECTED";
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnCasePage"];
                };
            };
        };
    };
    listPaymentMethods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The methods of the shop. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethods"];
                };
            };
        };
    };
    payAgain: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "sandbox",
                 *       "token": "sandbox-authorised"
                 *     }
                 */
                "application/json": components["schemas"]["PaymentRequest"];
            };
        };
        responses: {
            /** @description The order, with the further try. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    refundOrder: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description The ETag of the order as you saw it: 412 when anything of it has changed since, a notice that was sent too. A repeat of what was done is let through.
                 * @example "17.Jz0zGgoCm2pQ3mH1S5Yx8A"
                 */
                "If-Match"?: string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": 255,
                 *       "reason": "one cup came broken"
                 *     }
                 */
                "application/json": components["schemas"]["RefundRequest"];
            };
        };
        responses: {
            /** @description What was taken and given back in sum. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa",
                     *       "captured": 1530,
                     *       "refunded": 255,
                     *       "currency": "GBP"
                     *     }
                     */
                    "application/json": components["schemas"]["RefundedOrder"];
                };
            };
            /** @description Beyond the limits of who asks: another person is to approve it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundApproval"];
                };
            };
        };
    };
    listRefundApprovals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundApprovals"];
                };
            };
        };
    };
    decideRefundApproval: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The approval: its id is that of the refund. */
                approvalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "reason": "seen the photographs"
                 *     }
                 */
                "application/json": components["schemas"]["RefundDecision"];
            };
        };
        responses: {
            /** @description The approval; the refund is made if it says so. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundApproval"];
                };
            };
        };
    };
    listRiskReviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RiskReviews"];
                };
            };
        };
    };
    decideRiskReview: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "reason": "Spoke with the customer, who named the last order."
                 *     }
                 */
                "application/json": components["schemas"]["RiskReviewDecision"];
            };
        };
        responses: {
            /** @description The order as it stands: OPEN while a second person is to approve it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RiskReview"];
                };
            };
        };
    };
    getAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The units that may be promised. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sku": "TEA-250",
                     *       "available": 136
                     *     }
                     */
                    "application/json": components["schemas"]["Availability"];
                };
            };
        };
    };
    getStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
        };
    };
    listMovements: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the ledger. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovementPage"];
                };
            };
        };
    };
    moveStock: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "receive",
                 *       "quantity": 100,
                 *       "reference": "delivery note 4711"
                 *     }
                 */
                "application/json": components["schemas"]["StockMovementRequest"];
            };
        };
        responses: {
            /** @description What moved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedStock"];
                };
            };
        };
    };
    changeStockSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "lowStockThreshold": 20,
                 *       "leadTimeDays": 7,
                 *       "packSize": 12
                 *     }
                 */
                "application/json": components["schemas"]["StockSettings"];
            };
        };
        responses: {
            /** @description The stock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
        };
    };
    askBackInStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@customer.example",
                 *       "locale": "en"
                 *     }
                 */
                "application/json": components["schemas"]["BackInStockRequest"];
            };
        };
        responses: {
            /** @description Taken down. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    confirmBackInStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The product. */
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "kD3vXo1nQ8mZy2sT5uWbRg"
                 *     }
                 */
                "application/json": components["schemas"]["BackInStockConfirmation"];
            };
        };
        responses: {
            /** @description Taken down. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listStock: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockLevels"];
                };
            };
        };
    };
    listReplenishment: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What to order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplenishmentPage"];
                };
            };
        };
    };
    resendNotice: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "event": "order-confirmed",
                 *       "email": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["NoticeRequest"];
            };
        };
        responses: {
            /** @description It is being sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    liftSuppression: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["SuppressionLift"];
            };
        };
        responses: {
            /** @description The address gets e-mails again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoints"];
                };
            };
        };
    };
    registerWebhookEndpoint: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://shop.example/webhooks/orders",
                 *       "types": [
                 *         "order.confirmed",
                 *         "order.rejected",
                 *         "order.shipped"
                 *       ],
                 *       "contactEmail": "webhooks@shop.example"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description Registered; events are sent from now on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    removeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing more is sent to it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            /** @description The endpoint. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret, shown here and never again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedSecret"];
                };
            };
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is being sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of the latest happenings first, each with its attempts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
        };
    };
    replayWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook endpoint. */
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "what": "FAILED",
                 *       "since": "2026-11-23T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description They are being sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before; the oldest events when left out. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; keep `next`, and ask for what is after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
        };
    };
    rescheduleDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "deliverBy": "2027-01-15"
                 *     }
                 */
                "application/json": components["schemas"]["ExpectedDeliveryChange"];
            };
        };
        responses: {
            /** @description The order is expected so. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getCarrierScorecard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each carrier in each country, most parcels first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarrierScorecard"];
                };
            };
        };
    };
    eraseCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customer": {
                 *         "storefront": "storefront-a",
                 *         "customerId": "customer-1042"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description What was erased, and what was left, and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "erased": [
                     *         "fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa"
                     *       ],
                     *       "left": [],
                     *       "complete": true
                     *     }
                     */
                    "application/json": components["schemas"]["ErasureResult"];
                };
            };
        };
    };
    searchOrders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "q": "k7q 4xw 2r9",
                 *       "placedAfter": "2026-11-01"
                 *     }
                 */
                "application/json": components["schemas"]["OrderSearchRequest"];
            };
        };
        responses: {
            /** @description The orders, their customers masked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundOrders"];
                };
            };
        };
    };
    getOrderStory: {
        parameters: {
            query?: {
                /**
                 * @description Of who reads it: the sentence names its times there. An IANA time zone; else that of the shop.
                 * @example Europe/London
                 */
                timeZone?: string;
            };
            header?: never;
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The story of the order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStory"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Called at 14:10: pays by the link today."
                 *     }
                 */
                "application/json": components["schemas"]["NoteRequest"];
            };
        };
        responses: {
            /** @description The note. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderNote"];
                };
            };
        };
    };
    listActions: {
        parameters: {
            query?: {
                /** @description What was done to this order. */
                orderId?: string;
                /** @description What this person did, by the `who` of an action. */
                who?: string;
                /** @description What was done on this day, UTC. */
                day?: string;
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the audit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionPage"];
                };
            };
        };
    };
    revealCustomer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The customer calls, and has no number: comparing the address."
                 *     }
                 */
                "application/json": components["schemas"]["RevealRequest"];
            };
        };
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedCustomer"];
                };
            };
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
        };
    };
    giveUpOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The product is broken, and there is no other"
                 *     }
                 */
                "application/json": components["schemas"]["GiveUp"];
            };
        };
        responses: {
            /** @description The order, rejected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenUpOrder"];
                };
            };
        };
    };
    extendHold: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minutes": 120,
                 *       "reason": "The payment provider says it takes another hour"
                 *     }
                 */
                "application/json": components["schemas"]["HoldExtension"];
            };
        };
        responses: {
            /** @description Until when it is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtendedHold"];
                };
            };
        };
    };
    settleNotice: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The order, by the id that it got when it was accepted. */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "email",
                 *       "outcome": "SENT",
                 *       "reason": "The customer has it"
                 *     }
                 */
                "application/json": components["schemas"]["NoticeSettlement"];
            };
        };
        responses: {
            /** @description The notices of that channel that had broken off. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettledNotices"];
                };
            };
        };
    };
    listSwitches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each with since when, until when, who said so and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchList"];
                };
            };
        };
    };
    changeSwitch: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "intake-drained",
                 *       "state": "OFF",
                 *       "reason": "The warehouse has moved"
                 *     }
                 */
                "application/json": components["schemas"]["SwitchChange"];
            };
        };
        responses: {
            /** @description How all stand now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwitchList"];
                };
            };
        };
    };
    listFailureGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The groups, and all in sum. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureGroups"];
                };
            };
        };
    };
    listFailures: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The group of failures, by its name in the list. */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailurePage"];
                };
            };
        };
    };
    listRedrives: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redrives"];
                };
            };
        };
    };
    startRedrive: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "group": "q3Jx0Yd2m1cVbTn8",
                 *       "ratePerSecond": 10,
                 *       "reason": "The payment provider is back"
                 *     }
                 */
                "application/json": components["schemas"]["RedriveRequest"];
            };
        };
        responses: {
            /** @description It has begun. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redrive"];
                };
            };
        };
    };
    getRedrive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The redrive. */
                redriveId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The redrive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redrive"];
                };
            };
        };
    };
    listRedriveResults: {
        parameters: {
            query?: {
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The redrive. */
                redriveId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of its orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedriveResults"];
                };
            };
        };
    };
    pauseRedrive: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The redrive. */
                redriveId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The redrive, paused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redrive"];
                };
            };
        };
    };
    resumeRedrive: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The redrive. */
                redriveId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The redrive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redrive"];
                };
            };
        };
    };
    listTickets: {
        parameters: {
            query?: {
                /** @description How the tickets stand; OPEN, when left out: those that wait for our answer. */
                state?: "OPEN" | "WAITING_FOR_CUSTOMER" | "ON_HOLD" | "SOLVED" | "CLOSED";
                /** @description What is about this order. */
                orderId?: string;
                /** @description How many entries a page has at most. */
                limit?: number;
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of tickets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
        };
    };
    openTicket: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderId": "fa574ba1-8ebb-5094-b1b7-50e1ec5e02aa",
                 *       "category": "DAMAGED",
                 *       "severity": "HIGH",
                 *       "subject": "A cup is broken",
                 *       "text": "The customer called: one of the two cups came broken."
                 *     }
                 */
                "application/json": components["schemas"]["TicketRequest"];
            };
        };
        responses: {
            /** @description The ticket. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The ticket. */
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    changeTicket: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The ticket. */
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "version": 2,
                 *       "owner": "ada@shop.example",
                 *       "severity": "HIGH"
                 *     }
                 */
                "application/json": components["schemas"]["TicketChange"];
            };
        };
        responses: {
            /** @description The ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    answerTicket: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description The ticket. */
                ticketId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Hello,\n\nwe are sorry. Another cup is on its way.",
                 *       "state": "WAITING_FOR_CUSTOMER"
                 *     }
                 */
                "application/json": components["schemas"]["TicketAnswer"];
            };
        };
        responses: {
            /** @description The ticket. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
        };
    };
    listBottlenecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last four weeks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bottlenecks"];
                };
            };
        };
    };
    getCauses: {
        parameters: {
            query: {
                /** @description What happened to the orders. */
                kind: "REJECTED" | "CANCELLED" | "LATE" | "COMPLAINED" | "RETURNED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The causes of this kind. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CauseOverview"];
                };
            };
        };
    };
    getRatings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of the last twelve weeks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingOverview"];
                };
            };
        };
    };
    noteCauseAction: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Your own unique name for this request, such as a UUID, bare or quoted (draft-ietf-httpapi-idempotency-key-header).
                 * @example basket-4711
                 */
                "Idempotency-Key": string;
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "RETURNED",
                 *       "cause": "BROKEN",
                 *       "dimension": "sku",
                 *       "value": "GLASS-12",
                 *       "what": "Glasses go in boxes of two walls",
                 *       "owner": "Stella",
                 *       "since": "2026-11-02"
                 *     }
                 */
                "application/json": components["schemas"]["CauseActionRequest"];
            };
        };
        responses: {
            /** @description What is done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CauseAction"];
                };
            };
        };
    };
    closeCauseAction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Why, in 1 to 500 characters of percent-encoded UTF-8. Required of people, unless the body says why; it is recorded with who asked for what.
                 * @example The%20customer%20called
                 */
                Reason?: string;
            };
            path: {
                /** @description What is done against a cause, by its id. */
                actionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "conclusion": "Half as many arrive broken; the boxes stay"
                 *     }
                 */
                "application/json": components["schemas"]["CauseActionClosure"];
            };
        };
        responses: {
            /** @description What was done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CauseAction"];
                };
            };
        };
    };
}

/** Every type of problem, with its HTTP status code. */
export type ProblemStatuses = {
  'urn:order-confirmation:problem:already-paid': 409;
  'urn:order-confirmation:problem:approval-not-open': 409;
  'urn:order-confirmation:problem:body-too-large': 413;
  'urn:order-confirmation:problem:case-not-movable': 409;
  'urn:order-confirmation:problem:failure-taken': 409;
  'urn:order-confirmation:problem:forbidden': 403;
  'urn:order-confirmation:problem:hold-ended': 409;
  'urn:order-confirmation:problem:idempotency-key-reused': 422;
  'urn:order-confirmation:problem:instructions-not-changeable': 409;
  'urn:order-confirmation:problem:intake-drained': 503;
  'urn:order-confirmation:problem:internal-error': 500;
  'urn:order-confirmation:problem:invalid-back-in-stock-request': 422;
  'urn:order-confirmation:problem:invalid-cancellation': 422;
  'urn:order-confirmation:problem:invalid-cause-action': 422;
  'urn:order-confirmation:problem:invalid-delivery-instructions': 422;
  'urn:order-confirmation:problem:invalid-erasure': 422;
  'urn:order-confirmation:problem:invalid-expected-delivery': 422;
  'urn:order-confirmation:problem:invalid-idempotency-key': 400;
  'urn:order-confirmation:problem:invalid-note': 422;
  'urn:order-confirmation:problem:invalid-notice-request': 422;
  'urn:order-confirmation:problem:invalid-order': 422;
  'urn:order-confirmation:problem:invalid-order-number': 422;
  'urn:order-confirmation:problem:invalid-payment': 422;
  'urn:order-confirmation:problem:invalid-redrive': 422;
  'urn:order-confirmation:problem:invalid-refund': 422;
  'urn:order-confirmation:problem:invalid-repair': 422;
  'urn:order-confirmation:problem:invalid-return': 422;
  'urn:order-confirmation:problem:invalid-return-case': 422;
  'urn:order-confirmation:problem:invalid-reveal': 422;
  'urn:order-confirmation:problem:invalid-risk-decision': 422;
  'urn:order-confirmation:problem:invalid-search': 422;
  'urn:order-confirmation:problem:invalid-shipment': 422;
  'urn:order-confirmation:problem:invalid-stock-change': 422;
  'urn:order-confirmation:problem:invalid-suppression-lift': 422;
  'urn:order-confirmation:problem:invalid-switch': 422;
  'urn:order-confirmation:problem:invalid-ticket': 422;
  'urn:order-confirmation:problem:invalid-webhook-endpoint': 422;
  'urn:order-confirmation:problem:malformed-request': 400;
  'urn:order-confirmation:problem:no-notice-broke-off': 409;
  'urn:order-confirmation:problem:no-tries-left': 409;
  'urn:order-confirmation:problem:not-cancellable': 409;
  'urn:order-confirmation:problem:not-failed': 409;
  'urn:order-confirmation:problem:not-found': 404;
  'urn:order-confirmation:problem:not-reschedulable': 409;
  'urn:order-confirmation:problem:not-returnable': 409;
  'urn:order-confirmation:problem:not-shippable': 409;
  'urn:order-confirmation:problem:not-taken-back': 409;
  'urn:order-confirmation:problem:payment-method-down': 409;
  'urn:order-confirmation:problem:payment-not-awaited': 409;
  'urn:order-confirmation:problem:payment-under-way': 409;
  'urn:order-confirmation:problem:precondition-failed': 412;
  'urn:order-confirmation:problem:reason-required': 400;
  'urn:order-confirmation:problem:redrive-ended': 409;
  'urn:order-confirmation:problem:refund-refused': 409;
  'urn:order-confirmation:problem:review-not-open': 409;
  'urn:order-confirmation:problem:service-unavailable': 503;
  'urn:order-confirmation:problem:stock-conflict': 409;
  'urn:order-confirmation:problem:ticket-changed': 409;
  'urn:order-confirmation:problem:ticket-state-refused': 409;
  'urn:order-confirmation:problem:too-many-requests': 429;
  'urn:order-confirmation:problem:too-many-units': 422;
  'urn:order-confirmation:problem:too-many-webhook-endpoints': 409;
  'urn:order-confirmation:problem:unsupported-media-type': 415;
};

/** Where each operation is that a storefront's token opens. */
export const storefrontRoutes = {
  submitOrder: 'POST /orders',
  listOrders: 'GET /orders',
  getOrder: 'GET /orders/{orderId}',
  cancelOrder: 'POST /orders/{orderId}/cancellation',
  changeDeliveryInstructions: 'PUT /orders/{orderId}/delivery-instructions',
  getReturnOptions: 'GET /orders/{orderId}/return-options',
  requestReturn: 'POST /orders/{orderId}/return-cases',
  moveReturnCase: 'POST /orders/{orderId}/return-cases/{caseId}/moves',
  listPaymentMethods: 'GET /payment-methods',
  payAgain: 'POST /orders/{orderId}/payments',
  getAvailability: 'GET /products/{sku}/availability',
  askBackInStock: 'POST /products/{sku}/back-in-stock-requests',
  confirmBackInStock: 'POST /products/{sku}/back-in-stock-confirmations',
  registerWebhookEndpoint: 'POST /webhook-endpoints',
  listWebhookEndpoints: 'GET /webhook-endpoints',
  getWebhookEndpoint: 'GET /webhook-endpoints/{endpointId}',
  changeWebhookEndpoint: 'PATCH /webhook-endpoints/{endpointId}',
  removeWebhookEndpoint: 'DELETE /webhook-endpoints/{endpointId}',
  rotateWebhookSecret: 'POST /webhook-endpoints/{endpointId}/secret',
  testWebhookEndpoint: 'POST /webhook-endpoints/{endpointId}/test',
  listWebhookDeliveries: 'GET /webhook-endpoints/{endpointId}/deliveries',
  replayWebhooks: 'POST /webhook-endpoints/{endpointId}/replay',
  listEvents: 'GET /events',
} as const;

/** Where those are that only staff's open. */
export const staffRoutes = {
  shipOrder: 'POST /orders/{orderId}/shipment',
  shipUnits: 'POST /orders/{orderId}/shipments',
  returnItems: 'POST /orders/{orderId}/returns',
  changeShipment: 'PATCH /orders/{orderId}/shipments/{shipmentId}',
  moveShipment: 'POST /orders/{orderId}/shipments/{shipmentId}/state',
  revokeStatusUrl: 'POST /orders/{orderId}/status-url-revocation',
  listReturnCases: 'GET /operations/return-cases',
  refundOrder: 'POST /orders/{orderId}/refunds',
  listRefundApprovals: 'GET /operations/refund-approvals',
  decideRefundApproval: 'POST /operations/refund-approvals/{approvalId}/decision',
  listRiskReviews: 'GET /operations/risk-reviews',
  decideRiskReview: 'POST /operations/risk-reviews/{orderId}/decision',
  getStock: 'GET /products/{sku}/stock',
  listMovements: 'GET /products/{sku}/stock/movements',
  moveStock: 'POST /products/{sku}/stock/movements',
  changeStockSettings: 'PATCH /products/{sku}/stock/settings',
  listStock: 'GET /operations/stock',
  listReplenishment: 'GET /operations/replenishment',
  resendNotice: 'POST /orders/{orderId}/notices',
  liftSuppression: 'POST /suppression-lifts',
  rescheduleDelivery: 'PUT /orders/{orderId}/expected-delivery',
  getCarrierScorecard: 'GET /operations/carrier-scorecard',
  eraseCustomer: 'POST /operations/erasures',
  searchOrders: 'POST /operations/search',
  getOrderStory: 'GET /operations/orders/{orderId}',
  addNote: 'POST /operations/orders/{orderId}/notes',
  listActions: 'GET /operations/actions',
  revealCustomer: 'POST /operations/orders/{orderId}/reveal',
  getOverview: 'GET /operations/overview',
  giveUpOrder: 'POST /operations/orders/{orderId}/give-up',
  extendHold: 'POST /operations/orders/{orderId}/hold-extension',
  settleNotice: 'POST /operations/orders/{orderId}/notice-settlement',
  listSwitches: 'GET /operations/switches',
  changeSwitch: 'PUT /operations/switches',
  listFailureGroups: 'GET /operations/failures',
  listFailures: 'GET /operations/failures/{group}',
  startRedrive: 'POST /operations/redrives',
  listRedrives: 'GET /operations/redrives',
  getRedrive: 'GET /operations/redrives/{redriveId}',
  listRedriveResults: 'GET /operations/redrives/{redriveId}/orders',
  pauseRedrive: 'POST /operations/redrives/{redriveId}/pause',
  resumeRedrive: 'POST /operations/redrives/{redriveId}/resume',
  listTickets: 'GET /operations/tickets',
  openTicket: 'POST /operations/tickets',
  getTicket: 'GET /operations/tickets/{ticketId}',
  changeTicket: 'PATCH /operations/tickets/{ticketId}',
  answerTicket: 'POST /operations/tickets/{ticketId}/messages',
  listBottlenecks: 'GET /operations/bottlenecks',
  getCauses: 'GET /operations/causes',
  getRatings: 'GET /operations/ratings',
  noteCauseAction: 'POST /operations/cause-actions',
  closeCauseAction: 'POST /operations/cause-actions/{actionId}/closure',
} as const satisfies Record<Exclude<keyof operations, keyof typeof storefrontRoutes>, string>;

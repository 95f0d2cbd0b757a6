import { bodyOf } from '../runtime/body.ts';
import { http } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { changeDeliveryInstructions, DeliveryInstructionsChange } from './change-delivery-instructions.ts';
import { invalidDeliveryInstructions } from './problems.ts';

/** Route `PUT /orders/{orderId}/delivery-instructions`: what the carrier should know from now on; repeating it changes nothing. */
export const handler = http(async (request, caller) => {
  const change = bodyOf(request, DeliveryInstructionsChange, invalidDeliveryInstructions);
  await changeDeliveryInstructions(caller, pathParameter(request, 'orderId'), change);
  return { statusCode: 204 };
});

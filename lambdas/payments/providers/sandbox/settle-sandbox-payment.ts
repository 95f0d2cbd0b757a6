import { environment } from '../../../runtime/environment.ts';
import { haveSecretsChanged, secret } from '../../../runtime/secrets.ts';
import { signNotification } from '../../signed-notification.ts';
import { sandboxPaymentTable } from './sandbox-payment-table.ts';
import { sandboxSignatureHeader } from './sandbox-provider.ts';

const timeoutMilliseconds = 10_000;

/**
 * The sandbox in the role of the provider: authorises a delayed payment and tells the service by a signed notification.
 * @throws Error when the webhook does not take it, so that it is sent again, as providers do
 */
export async function settleSandboxPayment(orderId: string): Promise<void> {
  await sandboxPaymentTable().move(orderId, ['PENDING'], 'AUTHORIZED');

  const body = Buffer.from(JSON.stringify({ id: `evt-${orderId}`, type: 'payment.authorised', orderId }));
  const signature = signNotification(
    body,
    await secret(environment('SANDBOX_SECRET_ARN')),
    Math.floor(Date.now() / 1000),
  );
  const answer = await fetch(environment('NOTIFICATION_URL'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', [sandboxSignatureHeader]: signature },
    body,
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (answer.ok) return;
  // Signed anew when it is delivered again.
  await haveSecretsChanged();
  throw new Error(`the webhook answered ${answer.status}`);
}

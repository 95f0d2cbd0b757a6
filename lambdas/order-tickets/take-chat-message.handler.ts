import { bodyOf, rawBodyOf } from '../runtime/body.ts';
import { systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { openHttp } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { haveSecretsChanged, secret } from '../runtime/secrets.ts';
import { invalidChatMessage, webhookRefused } from '../tickets/problems.ts';
import { isSignedNow } from '../webhooks/signature.ts';
import { ChatMessage } from './chat-message.ts';
import { takeChatMessage } from './take-chat-message.ts';

/** Route `POST /chat/messages`: what a customer wrote in the chat of the shop. No token: it is verified before anything else. */
export const handler = openHttp(async (request) => {
  const raw = rawBodyOf(request);
  const isGenuine = async () =>
    isSignedNow(request.headers, raw, await secret(environment('CHAT_SECRET_ARN')), systemClock());
  // Who signs nothing makes nobody look for the secret; one that was replaced may be the sender's already.
  const isSigned = request.headers['webhook-signature'] !== undefined;
  const isTaken = isSigned && ((await isGenuine()) || ((await haveSecretsChanged()) && (await isGenuine())));
  if (!isTaken) {
    throw new Problem(webhookRefused, 'Sign it as Standard Webhooks 1.0 says, within five minutes of sending it.');
  }
  await takeChatMessage(request.headers['webhook-id'] ?? '', bodyOf(request, ChatMessage, invalidChatMessage));
  return { statusCode: 204 };
});

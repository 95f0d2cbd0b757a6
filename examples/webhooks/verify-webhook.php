<?php

/** Verifies deliveries of webhooks as Standard Webhooks 1.0 has it. PHP 8.1 or newer, no extension. */

declare(strict_types=1);

/** The delivery is not to be worked on: answer 401. */
final class WebhookRefused extends RuntimeException
{
}

/**
 * The event in a delivery, once it is sure that the service sent it, lately.
 *
 * @param array<string, string> $headers by their names in lower case
 * @param string $body the bytes as they came
 * @param list<string> $secrets `whsec_…`, two while one is replaced
 * @throws WebhookRefused
 */
function verifyWebhook(array $headers, string $body, array $secrets, int $toleranceSeconds = 300, ?int $now = null): array
{
    ['webhook-id' => $id, 'webhook-timestamp' => $timestamp, 'webhook-signature' => $signatures] =
        $headers + ['webhook-id' => '', 'webhook-timestamp' => '', 'webhook-signature' => ''];
    if ($id === '' || $signatures === '' || preg_match('/\A[0-9]{1,12}\z/', $timestamp) !== 1) {
        throw new WebhookRefused('The headers webhook-id, webhook-timestamp and webhook-signature are needed.');
    }
    if (abs(($now ?? time()) - (int) $timestamp) > $toleranceSeconds) {
        throw new WebhookRefused('It is too old, or its time is ahead of ours.');
    }

    foreach ($secrets as $secret) {
        $key = base64_decode(preg_replace('/\Awhsec_/', '', $secret), true);
        if ($key === false || $key === '') {
            throw new InvalidArgumentException('The secret is not base64 (whsec_…).');
        }
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        foreach (explode(' ', $signatures) as $signature) {
            // In constant time: how long a comparison takes must not tell how much of a signature fits.
            if (hash_equals($expected, $signature)) {
                return json_decode($body, true, flags: JSON_THROW_ON_ERROR);
            }
        }
    }
    throw new WebhookRefused('No signature fits.');
}

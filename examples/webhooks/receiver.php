<?php

/** A receiver of webhooks: `WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:3001 receiver.php`. */

declare(strict_types=1);

require __DIR__ . '/verify-webhook.php';

// Until the end says otherwise: PHP may answer 200 to an error that it shows, and whatever is answered with 2xx never comes again.
http_response_code(500);

/** Works on an event once, however often it comes: the mark and the work are one transaction. */
function workOn(array $event, PDO $database): void
{
    $database->beginTransaction();
    $mark = $database->prepare('INSERT OR IGNORE INTO worked_on (event_id) VALUES (?)');
    $mark->execute([$event['id']]);
    if ($mark->rowCount() === 1) {
        $database->prepare('
            INSERT INTO orders (id, status, sequence, events) VALUES (?, ?, ?, 1)
            ON CONFLICT (id) DO UPDATE SET
                status = iif(excluded.sequence > sequence, excluded.status, status),
                sequence = max(excluded.sequence, sequence),
                events = events + 1
        ')->execute([$event['subject'], $event['data']['order']['status'], $event['sequence']]);
    }
    $database->commit();
}

try {
    $headers = array_filter([
        'webhook-id' => $_SERVER['HTTP_WEBHOOK_ID'] ?? null,
        'webhook-timestamp' => $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? null,
        'webhook-signature' => $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? null,
    ]);
    // Two, with a space between, while the secret is replaced.
    $event = verifyWebhook($headers, file_get_contents('php://input'), explode(' ', getenv('WEBHOOK_SECRET') ?: ''));
    if ($event['type'] !== 'webhook.test') {
        $database = new PDO('sqlite:' . (getenv('DATABASE') ?: __DIR__ . '/webhooks.sqlite'));
        $database->exec(file_get_contents(__DIR__ . '/schema.sql'));
        workOn($event, $database);
    }
    http_response_code(204);
} catch (WebhookRefused $refused) {
    error_log($refused->getMessage());
    http_response_code(401);
}

import type { Platform } from '../../../schema/shop/hooks.ts'
import { readDate } from '../import/cells/dates.ts'
import { RowProblem } from '../import/problems.ts'
import type { Delivery, Reader } from './message.ts'
import { SHOPIFY_TOPICS } from './shopify.ts'
import { WOO_TOPICS } from './woocommerce.ts'

/** Headers that a platform sends with its messages. */
export type Sender = {
  /** Header with the base64 HMAC-SHA-256 of the body. */
  signature: string
  topic: string
  /** Headers with the id of the delivery; the first one present is used. */
  delivery: readonly string[]
  /** Header with the time of the event. */
  happened?: string
  topics: ReadonlyMap<string, Reader>
}

export const SENDERS: Record<Platform, Sender> = {
  shopify: {
    signature: 'X-Shopify-Hmac-Sha256',
    topic: 'X-Shopify-Topic',
    // Several subscriptions to one event share the first header; a repeated delivery keeps both.
    delivery: ['X-Shopify-Event-Id', 'X-Shopify-Webhook-Id'],
    happened: 'X-Shopify-Triggered-At',
    topics: SHOPIFY_TOPICS,
  },
  woocommerce: {
    signature: 'X-WC-Webhook-Signature',
    topic: 'X-WC-Webhook-Topic',
    delivery: ['X-WC-Webhook-Delivery-ID'],
    topics: WOO_TOPICS,
  },
}

/** Tolerated clock difference in milliseconds; a time further ahead would take precedence over all later messages. */
const SKEW = 300_000

/** Maximum length of a delivery id, characters. */
const MAX_NAME = 100

/**
 * Parses the headers and body of a message.
 * @throws {RowProblem} `bad_body` when the body is not a JSON object
 */
export function deliveryOf(sender: Sender, headers: Headers, body: Uint8Array, now: number): Delivery {
  const deliveryId = sender.delivery
    .map((name) => headers.get(name))
    .find((name) => name !== null && name !== '')
  const happened = momentOf(sender.happened === undefined ? null : headers.get(sender.happened))
  const tie = happened !== undefined && happened <= now + SKEW ? happened : 0
  return {
    topic: headers.get(sender.topic) ?? '',
    delivery_id: (deliveryId ?? String(now)).slice(0, MAX_NAME),
    at: tie === 0 ? now : tie,
    tie,
    body: parse(body),
  }
}

function momentOf(written: string | null): number | undefined {
  try {
    return readDate(written ?? '', '', 'UTC')
  } catch {
    return undefined
  }
}

function parse(body: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {
    // Reported below, like any other body that is not an object.
  }
  throw new RowProblem('bad_body', '', 'The body is not a JSON object. Send JSON.')
}

/** Whether this is the unsigned request with which WooCommerce tests an address before the first message. */
export const isPing = (platform: Platform, headers: Headers, body: Uint8Array): boolean =>
  platform === 'woocommerce' &&
  !headers.get(SENDERS.woocommerce.topic) &&
  body.length < 100 &&
  /^webhook_id=\d+$/.test(new TextDecoder().decode(body))

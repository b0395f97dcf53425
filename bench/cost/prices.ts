/**
 * Prices of Workers Paid beyond the included amounts in dollars, November 2026.
 * @see https://developers.cloudflare.com/workers/platform/pricing
 */
export const PRICE = { row_written: 1e-6, row_read: 1e-9, request: 0.3e-6, queue_operation: 0.4e-6 }

/** Operations of a message that goes through a queue: written, read, deleted. */
export const OPERATIONS = 3

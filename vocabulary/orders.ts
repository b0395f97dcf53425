/** States of an order. */
export const ORDER_STATUSES = ['paid', 'pending', 'cancelled', 'refunded', 'test'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** Orders that are mined and valued. The others are stored, so that a later file can correct them. */
export const COUNTED_STATUSES = ['paid', 'pending'] as const satisfies readonly OrderStatus[]

/** Whether an order of this status is mined and valued. */
export const isCounted = (status: OrderStatus): boolean =>
  (COUNTED_STATUSES as readonly OrderStatus[]).includes(status)

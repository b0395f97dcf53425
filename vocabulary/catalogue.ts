/** Whether an item can be bought now. */
export const AVAILABILITY = ['in_stock', 'out_of_stock', 'backorder', 'preorder'] as const
export type Availability = (typeof AVAILABILITY)[number]

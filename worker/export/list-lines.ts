import type { Alternative, List } from '../../schema/models/lists.ts'

/** One line of an export; a cell with several values is JSON. */
export type Line = Record<string, string | number | null>

export const LIST_COLUMNS = [
  ...['kind', 'key', 'seed_orders', 'intent', 'position', 'item_id', 'score', 'cart_weight', 'co_orders'],
  ...['item_orders', 'borrowed', 'owners', 'switches', 'viewers', 'gains', 'losses'],
]

/** One line for each companion and for each other item of the row. */
export function listLines({ kind, key, seed_orders, companions, tails }: List): Line[] {
  const line = (intent: string, at: number, cells: Line): Line => ({
    kind,
    key,
    seed_orders,
    intent,
    position: at + 1,
    ...cells,
  })
  const alternatives = (intent: string, found: readonly Alternative[] = []) =>
    found.map(({ viewers = null, gains = [], losses = [], clear: _, ...cells }, at) =>
      line(intent, at, { ...cells, viewers, gains: JSON.stringify(gains), losses: JSON.stringify(losses) }),
    )
  return [
    ...companions.map(({ borrowed, popular: _popular, family: _family, ...cells }, at) =>
      line('complementary', at, { ...cells, borrowed: borrowed ? 'yes' : 'no' }),
    ),
    ...alternatives('upgrade', tails.upgrade),
    ...alternatives('downgrade', tails.downgrade),
    ...alternatives('related', tails.related),
    ...(tails.linked ?? []).map((cells, at) => line('linked', at, cells)),
  ]
}

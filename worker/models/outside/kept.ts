import type { ModelCounts, ModelRow } from '../../../schema/models/models.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { OUTSIDE_MODEL_DAYS } from '../../../vocabulary/limits.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { readModel, type Slots } from '../../store/models/models.ts'
import type { Store } from '../../store/open.ts'
import { readShop } from '../../store/shop/shops.ts'

/** UTC milliseconds until which a live model is kept although a run of fewer orders could replace it; null for one that is not. */
export const keptUntil = (
  { cause, finished_at }: Pick<ModelRow, 'cause' | 'finished_at'>,
  { outside_model_days = OUTSIDE_MODEL_DAYS }: Pick<Shop, 'outside_model_days'>,
): number | null =>
  cause === 'outside' && finished_at !== null ? finished_at + outside_model_days * DAY : null

/**
 * Why a run over these orders makes no model: the live one was mined outside from more orders, and not long ago. A run of as many
 * orders or more always goes on to the gate.
 * @returns a note for the merchant; undefined when the run goes on
 */
export async function keptModel(
  store: Store,
  slots: Slots | undefined,
  { orders, orders_left_out }: Pick<ModelCounts, 'orders' | 'orders_left_out'>,
  now = Date.now(),
): Promise<string | undefined> {
  const live = slots?.live_model ? await readModel(store, slots.live_model) : undefined
  if (live?.cause !== 'outside' || !live.counts || live.counts.orders <= orders) return undefined
  const shop = await readShop(store)
  const until = shop ? keptUntil(live, shop) : null
  if (until === null || now >= until) return undefined
  return `No model was made: the live one was mined outside from ${live.counts.orders} orders; this run would have used ${orders} and left out ${orders_left_out}. It is kept until ${new Date(until).toISOString()} (outside_model_days of the settings), or until you send another.`
}

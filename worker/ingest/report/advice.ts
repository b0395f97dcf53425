import type { ImportRow } from '../../../schema/imports/imports.ts'
import type { ModelCounts, ModelRow } from '../../../schema/models/models.ts'
import type { Advice } from '../../../schema/shapes.ts'
import type { ShopStatus } from '../../../schema/shop/status.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** Share of order lines without an item above which advice is given; discontinued items explain a smaller share. */
const MOST_UNMATCHED = 0.1
/** Orders with two or more items below which few pairs have enough support. */
const FEW_ORDERS = 300
/** Share of refused rows above which the cause is more than a typing error. */
const MANY_REFUSED = 0.05

const percent = (part: number, whole: number) => `${Math.round((100 * part) / Math.max(1, whole))} %`

/** Which of the two kinds of data the shop has. */
export type Has = { catalogue: boolean; orders: boolean }

/** Advice for the merchant after an import and the model that was mined after it. */
export function adviseAfter(
  row: ImportRow,
  model: ModelRow | undefined,
  { catalogue, orders }: Has,
): Advice[] {
  const { received, kind, errors, import_id } = row
  if (!received) return []
  const found: Advice[] = []
  const add = (code: string, text: string) => found.push({ code, text })
  if (errors > MANY_REFUSED * received.rows) {
    add(
      'many_refused',
      `Look at GET /v1/imports/${import_id}/errors.csv: ${errors} cells or rows were refused.`,
    )
  }
  if (received.absent?.kept && received.absent.count > 0) {
    add(
      'absent_kept',
      `Mend the refused rows and send the file again: until then ${received.absent.count} items that it leaves out stay published, because a refused row may be theirs.`,
    )
  }
  if (row.dry_run && received.absent?.confirm_needed) {
    add(
      'confirm_needed',
      `It leaves out ${received.absent.count} published items. Send it with confirm=1 if they are gone, with partial=1 if the file holds only a part of the catalogue.`,
    )
  }
  if (row.dry_run) add('was_a_trial', 'Nothing was written. Send the file without dry_run=1.')
  if (kind === 'orders' && !catalogue) {
    add('no_catalogue', 'Send the catalogue too (kind=items): without it no order line finds its item.')
  }
  if (kind === 'items' && !orders && !row.dry_run)
    add('no_orders', 'Send the orders too (kind=orders): suggestions come from them.')
  if (kind === 'orders' && catalogue) found.push(...adviseOnMatches(row))
  if (model?.status === 'refused') {
    add('model_refused', `The new model was refused, and the old one stays: ${model.refusals.join('; ')}.`)
  }
  // For a model of the catalogue alone, "no_orders" says everything.
  if (model?.counts?.orders) found.push(...adviseOnModel(model.counts))
  return found
}

function adviseOnMatches({ tally }: ImportRow): Advice[] {
  const matched = tally.lines_matched
  if (!matched) return []
  const lines = matched.id + matched.sku + matched.name + matched.nothing
  if (matched.nothing <= MOST_UNMATCHED * lines) return []
  const text = `${percent(matched.nothing, lines)} of the order lines name an item that the catalogue does not have. Compare the ids or SKUs of both files; items that are no longer sold are harmless.`
  return [{ code: 'lines_unmatched', text }]
}

function adviseOnModel(counts: ModelCounts): Advice[] {
  if (counts.orders_with_two < FEW_ORDERS) {
    const { orders_with_two } = counts
    const few = orders_with_two === 1 ? 'one order holds' : `${orders_with_two} orders hold`
    const text = `Only ${few} two or more items. Send older orders too, or state companions yourself (kind=relations).`
    return [{ code: 'few_orders', text }]
  }
  if (counts.items_ready < counts.items / 2) {
    const text = `${counts.items - counts.items_ready} of ${counts.items} items have no list of their own yet; their category or the best sellers stand in.`
    return [{ code: 'many_pooled', text }]
  }
  return []
}

/** Consecutive refused models after which advice is given. */
const MANY_MODELS = 3
/** Days without a new order after which advice is given. */
const OLD_ORDERS = 14

/** Advice for the merchant about the state of a shop's data. */
export function adviseOn({
  now,
  catalogue,
  orders,
  model,
  models_refused,
  pairs_held,
  feeds,
  hooks,
}: Omit<ShopStatus, 'next_steps'>): Advice[] {
  const found: Advice[] = []
  const add = (code: string, text: string) => found.push({ code, text })
  if (catalogue.items === 0) add('no_catalogue', 'Send the catalogue: POST /v1/imports?kind=items.')
  if (catalogue.prices_hidden > 0) {
    add(
      'prices_hidden',
      `${catalogue.prices_hidden} items show no price, because nothing has confirmed them for ${catalogue.price_days} days. Send the catalogue again, or have it fetched: PUT /v1/feeds.`,
    )
  }
  if (orders.orders === 0) add('no_orders', 'Send the orders: POST /v1/imports?kind=orders.')
  else if (orders.newest_order_at !== null && orders.newest_order_at < now - OLD_ORDERS * DAY) {
    const days = Math.floor((now - orders.newest_order_at) / DAY)
    add(
      'old_orders',
      `The newest order is ${days} days old. Send newer ones, or let the shop system do it: PUT /v1/hooks/….`,
    )
  }
  if (orders.orders > 0 && catalogue.items > 0 && !model) {
    add('no_model', 'No model serves yet: see GET /v1/models, or mine now with POST /v1/models.')
  }
  if (models_refused >= MANY_MODELS) {
    add(
      'models_refused',
      `The last ${models_refused} models were refused: see their refusals and gate at GET /v1/models. Was the last file right? The model before them serves.`,
    )
  }
  if (pairs_held > 0) {
    add(
      'pairs_held',
      `${pairs_held} pairs came up within a week from few customers and wait for a look: GET /v1/held-pairs.`,
    )
  }
  for (const { url, problem, failures } of feeds) {
    if (failures > 0)
      add(
        'feed_failing',
        `The feed ${url} failed ${failures} times: ${problem ?? 'no reason known'}. What came before stays.`,
      )
  }
  for (const { platform, problem, received_at, problem_at } of hooks) {
    if (problem !== null && (problem_at ?? 0) >= (received_at ?? 0))
      add('hook_refused', `The last message of ${platform} was refused: ${problem}`)
  }
  return found
}

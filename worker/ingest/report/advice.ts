import type { ImportRow } from '../../../schema/imports/imports.ts'
import type { ModelCounts, ModelRow } from '../../../schema/models/models.ts'
import type { Advice } from '../../../schema/shapes.ts'

/** Share of order lines without an item above which advice is given; discontinued items explain a smaller share. */
const MAX_UNMATCHED = 0.1
/** Orders with two or more items below which few pairs have enough support. */
const MIN_ORDERS = 300
/** Share of refused rows above which the cause is more than a typing error. */
const MAX_REFUSED = 0.05

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
  if (errors > MAX_REFUSED * received.rows) {
    add(
      'many_refused',
      `Cells or rows refused: ${errors}. GET /v1/imports/${import_id}/errors.csv lists them with the reasons.`,
    )
  }
  if (received.absent?.kept && received.absent.count > 0) {
    add(
      'absent_kept',
      `Items that are not in the file and stay published: ${received.absent.count}. A refused row may belong to one of them. Correct the refused rows and send the file again.`,
    )
  }
  if (row.dry_run && received.absent?.confirm_needed) {
    add(
      'confirm_needed',
      `The file leaves out ${received.absent.count} published items. Send it with confirm=1 if they are no longer sold, or with partial=1 if it contains only a part of the catalogue.`,
    )
  }
  if (row.dry_run)
    add('was_a_trial', 'Nothing was written, because this was a dry run. Send the file without dry_run=1.')
  if (kind === 'orders' && !catalogue) {
    add(
      'no_catalogue',
      'There is no catalogue, so no order line can be assigned to an item. Send it with kind=items.',
    )
  }
  if (kind === 'items' && !orders && !row.dry_run)
    add(
      'no_orders',
      'There are no orders yet, and suggestions are derived from orders. Send them with kind=orders.',
    )
  if (kind === 'orders' && catalogue) found.push(...adviseOnMatches(row))
  if (kind === 'orders') found.push(...adviseOnTotals(row))
  if (model?.status === 'refused') {
    add(
      'model_refused',
      `The new model was refused, and the previous one is still served: ${model.refusals.join('; ')}.`,
    )
  }
  if (model?.counts?.non_goods) {
    add(
      'non_goods',
      `Items that look like postage, protection, bags or services and are therefore not shown: ${model.counts.non_goods}. GET /v1/exclusions?status=found lists them with the reasons, and PUT /v1/exclusions allows those that are goods.`,
    )
  }
  // For a model of the catalogue alone, "no_orders" says everything.
  if (model?.counts?.orders) found.push(...adviseOnModel(model.counts))
  return found
}

function adviseOnMatches({ tally }: ImportRow): Advice[] {
  const matched = tally.lines_matched
  if (!matched) return []
  const lines = matched.id + matched.sku + matched.name + matched.nothing
  if (matched.nothing <= MAX_UNMATCHED * lines) return []
  const text = `${percent(matched.nothing, lines)} of the order lines name an item that is not in the catalogue. Compare the ids or SKUs of both files. Items that are no longer sold need no action.`
  return [{ code: 'lines_unmatched', text }]
}

function adviseOnTotals({ tally }: ImportRow): Advice[] {
  const { totals } = tally
  if (!totals) return []
  const found: Advice[] = []
  const examples = totals.examples.join(', ')
  if (totals.not_add_up > 0) {
    found.push({
      code: 'totals_differ',
      text: `Orders whose totals do not add up: ${totals.not_add_up} (${examples}). Lines - discount + shipping + fees + tax is not the total. The amounts are stored as stated, and suggestions do not depend on them; the revenue of these orders is the sum of their lines, or what the browser reported if that is lower. Compare one of these orders with your shop system. Usual reasons: a discount, fees, gift wrapping or store credit for which the file has no column, or lines that were edited later.`,
    })
  }
  if (totals.left_out) {
    found.push({
      code: 'totals_left_out',
      text: `Orders of which amounts were left out: ${totals.left_out} (${examples}). The rows of an order state different amounts in a column about the whole order, or the discount is a part like 0.2, and the order does not add up with them. Write the discount of a line as an amount in line_discount, and amounts of the order the same in all of its rows or only in one.`,
    })
  }
  if (totals.unreadable > 0) {
    found.push({
      code: 'totals_unreadable',
      text: `Orders with amounts that cannot be read: ${totals.unreadable} (${examples}). These cells were treated as empty. Write amounts like 49.99.`,
    })
  }
  return found
}

function adviseOnModel(counts: ModelCounts): Advice[] {
  if (counts.orders_with_two < MIN_ORDERS) {
    const { orders_with_two } = counts
    const few = orders_with_two === 1 ? 'one order contains' : `${orders_with_two} orders contain`
    const text = `Only ${few} two or more items. Send older orders, too, or define companions yourself (kind=relations).`
    return [{ code: 'few_orders', text }]
  }
  if (counts.items_ready < counts.items / 2) {
    const text = `${counts.items - counts.items_ready} of ${counts.items} items have too few orders for a list of their own. Until then the list of their category or the best sellers are used.`
    return [{ code: 'many_pooled', text }]
  }
  return []
}

import type { ImportRow } from '../../../schema/imports/imports.ts'
import type { LinesMatched } from '../../../schema/imports/order-counts.ts'
import type { MiningStep } from '../../../schema/imports/report.ts'
import type { ModelCounts, ModelRow } from '../../../schema/models/models.ts'
import type { AdviceWithFacts } from '../../../schema/shapes.ts'
import { filled } from '../../texts/report/index.ts'
import type { AdviceCode, ReportWords } from '../../texts/report/words.ts'
import { columnsOf } from '../import/checks/losses.ts'

/** Share of order lines without an item above which advice is given; discontinued items explain a smaller share. */
const MAX_UNMATCHED = 0.1
/** Orders with two or more items below which few pairs have enough support. */
const MIN_ORDERS = 300
/** Share of refused rows above which the cause is more than a typing error. */
const MAX_REFUSED = 0.05

/** The shop as it is now, whatever it was when the file came. */
export type State = {
  catalogue: boolean
  orders: boolean
  /** The newest run with counts that began after the upload. */
  model: ModelRow | undefined
  /** A run that waits or runs. */
  mining: MiningStep | null
  /** Whether a card needs a picture and a link. */
  needsPictures: boolean
  words: ReportWords
  locale: string
}

type Add = (code: AdviceCode, facts?: AdviceWithFacts['facts']) => void

/** Advice for the merchant about an upload and the shop as it is now. */
export function adviseAfter(row: ImportRow, state: State): AdviceWithFacts[] {
  if (!row.received) return []
  const found: AdviceWithFacts[] = []
  const add: Add = (code, facts = {}) => {
    const texts = Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'number' ? value.toLocaleString(state.locale) : value,
    ])
    found.push({ code, text: filled(state.words.advice[code], Object.fromEntries(texts)), facts })
  }
  adviseOnFile(row, add)
  adviseOnColumns(row, state, add)
  if (!state.catalogue) add('no_catalogue')
  else if (!state.orders && !row.dry_run) add('no_orders')
  else adviseOnMatches(matchesNow(row, state), state.locale, add)
  adviseOnTotals(row, add)
  adviseOnModel(state.model, add)
  return found
}

function adviseOnFile({ received, errors, import_id, dry_run }: ImportRow, add: Add): void {
  if (!received) return
  const { absent, loses = [], rows } = received
  if (errors > MAX_REFUSED * rows) {
    add('many_refused', { n: errors, address: `GET /v1/imports/${import_id}/errors.csv` })
  }
  if (absent?.kept && absent.count > 0) add('absent_kept', { n: absent.count })
  if (dry_run && absent?.confirm_needed) add('confirm_needed', { n: absent.count })
  if (dry_run && loses.length > 0) add('fields_lost', { fields: columnsOf(loses) })
  if (dry_run) add('was_a_trial')
}

const LACKS = {
  price: 'no_price',
  availability: 'no_availability',
  link: 'no_link',
  picture: 'no_picture',
} as const

const NOTES = [
  ...['sale_price_zero', 'stock_unknown', 'stock_elsewhere', 'no_cart_id', 'translation'],
  ...['net_price', 'link_derived', 'no_status'],
] as AdviceCode[]

/** What the file lacks, and what its rows say that the merchant should know. */
function adviseOnColumns({ received, partial, added }: ImportRow, { needsPictures }: State, add: Add): void {
  // A part of the catalogue takes nothing from the items that are there.
  const lacks = partial && added === 0 ? [] : (received?.lacks ?? [])
  for (const fact of lacks) {
    if (needsPictures || (fact !== 'link' && fact !== 'picture')) add(LACKS[fact])
  }
  for (const code of NOTES) {
    const n = received?.notes?.[code]
    if (n) add(code, { n })
  }
  const { order, by } = received?.date_order ?? {}
  const example = order === 'MDY' ? 'MM/DD/YYYY' : 'DD/MM/YYYY'
  if (by === 'default') add('dates_assumed', { order: example })
  if (by === 'mixed') add('dates_mixed', { order: example })
}

/**
 * How the order lines find their items: in the newest model, else at the upload of orders. A run that is not finished may change it,
 * because the catalogue may have come after the orders.
 */
function matchesNow({ kind, tally }: ImportRow, { model, mining }: State): LinesMatched | undefined {
  if (model?.counts) return { ...model.counts.lines_matched, nothing: model.counts.lines_unmatched }
  return kind === 'orders' && mining === null ? tally.lines_matched : undefined
}

function adviseOnMatches(matched: LinesMatched | undefined, locale: string, add: Add): void {
  if (!matched) return
  const lines = matched.id + matched.sku + matched.name + matched.nothing
  if (matched.nothing <= MAX_UNMATCHED * lines) return
  add('lines_unmatched', { percent: percentOf(matched.nothing, lines, locale, 0) })
}

/** A part as a percentage in a language. */
export const percentOf = (part: number, whole: number, locale: string, digits: number): string =>
  (whole === 0 ? 0 : part / whole).toLocaleString(locale, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })

function adviseOnTotals({ tally: { totals } }: ImportRow, add: Add): void {
  if (!totals) return
  const examples = totals.examples.join(', ')
  if (totals.not_add_up > 0) add('totals_differ', { n: totals.not_add_up, examples })
  if (totals.left_out) add('totals_left_out', { n: totals.left_out, examples })
  if (totals.unreadable > 0) add('totals_unreadable', { n: totals.unreadable, examples })
}

function adviseOnModel(model: ModelRow | undefined, add: Add): void {
  if (model?.status === 'refused') add('model_refused', { reasons: model.refusals.join('; ') })
  if (model?.counts?.non_goods) {
    add('non_goods', { n: model.counts.non_goods, address: 'GET /v1/exclusions?status=found' })
  }
  // For a model of the catalogue alone, "no_orders" says everything.
  if (model?.counts?.orders) adviseOnCounts(model.counts, add)
}

function adviseOnCounts({ orders_with_two, items_ready, items }: ModelCounts, add: Add): void {
  if (orders_with_two < MIN_ORDERS) add('few_orders', { n: orders_with_two })
  else if (items_ready < items / 2) add('many_pooled', { n: items - items_ready, of: items })
}

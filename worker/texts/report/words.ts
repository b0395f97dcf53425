import type { DropCode } from '../../../vocabulary/left-out.ts'

/** All texts of the report of an upload in one language. `en.ts` is the original; the others are translations of it. */
export type ReportWords = {
  /** The first line: how many items shoppers can see, `{shown}` of `{items}`, and why others are not. */
  shown: string
  reasons: Record<
    | 'unpublished'
    | 'excluded'
    | 'non_goods'
    | 'gift_card'
    | 'out_of_stock'
    | 'price_zero'
    | 'no_link'
    | 'no_picture',
    string
  >
  upload: string
  dry_run: string
  status: string
  statuses: Record<'receiving' | 'applying' | 'done' | 'failed', string>
  problem: string
  /** The step after an upload, and its states; `{percent}` is estimated from the run before. */
  mining: string
  mining_states: Record<'waiting' | 'running' | 'running_percent', string>
  recognised: string
  encoding: string
  rows: string
  rows_kept: string
  refused: string
  left_out: string
  /** Reasons why rows, orders, items or relations are left out or do not count, by code. */
  dropped: Record<DropCode, string>
  columns_unread: string
  dates: string
  found: Record<'items' | 'orders' | 'relations' | 'customers', string>
  new: string
  changed: string
  unchanged: string
  variants: string
  absent: string
  unpublished: string
  relations: string
  relations_written: string
  relations_removed: string
  items_named: string
  orders_with_two: string
  first_last: string
  no_date: string
  totals: Record<
    'given' | 'add_up' | 'rounded' | 'not_add_up' | 'unreadable' | 'per_line' | 'left_out' | 'examples',
    string
  >
  lines: Record<'all' | 'id' | 'sku' | 'name' | 'nothing', string>
  model: Record<'model' | 'orders' | 'with_two' | 'pairs' | 'own' | 'category' | 'best_sellers', string>
  next: string
  tag: string
  /** Advice by code; `{n}`, `{of}`, `{percent}`, `{examples}`, `{reasons}`, `{address}`, `{order}` and `{fields}` are filled in. */
  advice: Record<AdviceCode, string>
}

export type AdviceCode =
  | 'many_refused'
  | 'absent_kept'
  | 'confirm_needed'
  | 'fields_lost'
  | 'was_a_trial'
  | 'no_catalogue'
  | 'no_orders'
  | 'lines_unmatched'
  | 'totals_differ'
  | 'totals_left_out'
  | 'totals_unreadable'
  | 'model_refused'
  | 'non_goods'
  | 'few_orders'
  | 'many_pooled'
  | 'no_price'
  | 'no_availability'
  | 'no_link'
  | 'no_picture'
  | 'sale_price_zero'
  | 'stock_unknown'
  | 'stock_elsewhere'
  | 'no_cart_id'
  | 'translation'
  | 'net_price'
  | 'link_derived'
  | 'no_status'
  | 'dates_assumed'
  | 'dates_mixed'

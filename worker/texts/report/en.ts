import type { ReportWords } from './words.ts'

export const en: ReportWords = {
  shown: '{shown} of {items} items can be shown',
  reasons: {
    unpublished: 'not published',
    excluded: 'excluded',
    non_goods: 'no goods',
    gift_card: 'gift card',
    out_of_stock: 'sold out',
    price_zero: 'price 0',
    no_link: 'no link',
    no_picture: 'no picture',
  },
  upload: 'Upload',
  dry_run: 'dry run',
  status: 'Status',
  statuses: { receiving: 'receiving', applying: 'applying', done: 'done', failed: 'failed' },
  problem: 'Problem',
  mining: 'Suggestions',
  mining_states: {
    waiting: 'computation waits',
    running: 'being computed',
    running_percent: 'being computed, about {percent}',
  },
  recognised: 'Recognised as',
  encoding: 'Character set',
  rows: 'Rows',
  rows_kept: 'Rows kept',
  refused: 'Rows or cells refused',
  left_out: 'Rows left out',
  dropped: {
    not_goods: 'not goods',
    no_item: 'no item named',
    quantity_not_positive: 'quantity not positive',
    not_a_product: 'not a product',
    not_a_line: 'not a line',
    deleted: 'deleted',
    store_view: 'store view',
    no_email: 'no email',
    no_customer: 'no customer id and no email',
    cancelled: 'cancelled',
    refunded: 'refunded',
    test: 'test',
    no_line_left: 'no line left',
    cut_off: 'cut off',
    bad_item: 'incomplete',
    too_large: 'too large',
    unknown_item: 'unknown item',
    same_item: 'the item itself',
    twice: 'twice',
  },
  columns_unread: 'Columns not read',
  dates: 'Dates like 3/4/2026',
  found: {
    items: 'Items found',
    orders: 'Orders found',
    relations: 'Relations found',
    customers: 'Customers found',
  },
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  variants: 'Variants',
  absent: 'Published items not in the file',
  unpublished: 'unpublished',
  relations: 'Relations in the catalogue',
  relations_written: 'new or changed',
  relations_removed: 'no longer stated',
  items_named: 'Distinct items in the orders',
  orders_with_two: 'Orders with two or more items',
  first_last: 'First and last order',
  no_date: 'no date',
  totals: {
    given: 'Orders with totals',
    add_up: 'add up',
    rounded: 'differ by rounding',
    not_add_up: 'do not add up',
    unreadable: 'with unreadable amounts',
    per_line: 'with amounts per line, added',
    left_out: 'with amounts left out',
    examples: 'for example',
  },
  lines: {
    all: 'Order lines',
    id: 'found by id',
    sku: 'found by SKU',
    name: 'found by name',
    nothing: 'not in the catalogue',
  },
  model: {
    model: 'Model',
    orders: 'Orders in the model',
    with_two: 'with two or more items',
    pairs: 'Pairs in three or more orders',
    own: 'Items with a list of their own',
    category: "with their category's list",
    best_sellers: 'with best sellers only',
  },
  next: 'What to do next',
  tag: 'Paste this tag into every page of the shop',
  advice: {
    many_refused: 'Cells or rows refused: {n}. {address} lists them with the reasons.',
    absent_kept:
      'Items that are not in the file and stay published: {n}. A refused row may belong to one of them. Correct the refused rows and send the file again.',
    confirm_needed:
      'The file leaves out {n} published items. Send it with confirm=1 if they are no longer sold, or with partial=1 if it contains only a part of the catalogue.',
    fields_lost:
      'No row states what most published items have: {fields}. Send the file with partial=1 if it contains only a part of the catalogue, such as prices, or with confirm=1 if the items are to lose it.',
    was_a_trial: 'Nothing was written, because this was a dry run. Send the file without dry_run=1.',
    no_catalogue:
      'There is no catalogue, so no order line can be assigned to an item. Send it with kind=items.',
    no_orders:
      'There are no orders yet, and suggestions are derived from orders. Send them with kind=orders. Until then pages show similar items.',
    lines_unmatched:
      '{percent} of the order lines name an item that is not in the catalogue. Compare the ids or SKUs of both files. Items that are no longer sold need no action.',
    totals_differ:
      'Orders whose totals do not add up: {n} ({examples}). Lines - discount + shipping + fees + tax is not the total. The amounts are stored as stated, and suggestions do not depend on them; the revenue of these orders is the sum of their lines, or what the browser reported if that is lower. Compare one of these orders with your shop system. Usual reasons: a discount, fees, gift wrapping or store credit for which the file has no column, or lines that were edited later.',
    totals_left_out:
      'Orders of which amounts were left out: {n} ({examples}). The rows of an order state different amounts in a column about the whole order, or the discount is a part like 0.2, and the order does not add up with them. Write the discount of a line as an amount in line_discount, and amounts of the order the same in all of its rows or only in one.',
    totals_unreadable:
      'Orders with amounts that cannot be read: {n} ({examples}). These cells were treated as empty. Write amounts like 49.99.',
    model_refused: 'The new model was refused, and the previous one is still served: {reasons}.',
    non_goods:
      'Items that look like postage, protection, bags or services and are therefore not shown: {n}. {address} lists them with the reasons, and PUT /v1/exclusions allows those that are goods.',
    few_orders:
      'Orders with two or more items: {n}, which is few. Send older orders, too, or define companions yourself (kind=relations).',
    many_pooled:
      '{n} of {of} items have too few orders for a list of their own. Until then the list of their category or the best sellers are used.',
    no_price:
      'No price was found: the file has no column for it that is known, or it is empty. Cards have no price.',
    no_availability:
      'No stock or availability was found, so every item counts as available. Export that column, or connect webhooks.',
    no_link: 'No link was found, so no item can be shown. Export the address of the item’s page (link).',
    no_picture:
      'No picture was found, so no item can be shown. Export the address of the picture (image_link), or set pictures to "optional" for cards without pictures.',
    sale_price_zero: 'Rows with a sale price of 0: {n}. That is no price cut; the regular price counts.',
    stock_unknown:
      'Variants that the shop counts, but whose quantity is not in the file: {n}. They count as available. Export the quantities (all locations), or connect webhooks.',
    stock_elsewhere:
      'Items that are in stock, but with a quantity of 0: {n}. Their stock lies probably in another source. They count as sold out until the file has its quantity.',
    no_cart_id:
      'Items without the number that the shop’s cart takes: {n}. Their button leads to the item, or the page finds the number out. Connect webhooks to have it.',
    translation:
      'Rows that are translations of other items: {n}. Each is one item with its texts in several languages.',
    net_price:
      'Rows with a price without tax only: {n}. Shoppers would see it as it is. Export prices with tax if your shop shows those.',
    link_derived:
      'Links that the file does not contain and that were made from names: {n}. Open one of them; if it is wrong, send the addresses in a column link.',
    no_status:
      'Orders without a state: {n}. Cancelled ones cannot be told apart and count. Add the state to the export.',
    dates_assumed:
      'No date of the file tells day and month apart; they were read as {order}. If that is wrong, set date_order in a mapping.',
    dates_mixed:
      'The dates of the file contradict each other: some have the day first, others the month. They were read as {order}. Export dates like 2026-11-22.',
  },
}

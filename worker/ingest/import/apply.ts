import type { SQL } from 'drizzle-orm'
import { grouped } from '../../../engine/data/grouped.ts'
import { items as itemTable } from '../../../schema/catalogue/items.ts'
import type { ImportRow, RowError } from '../../../schema/imports/imports.ts'
import { customers } from '../../../schema/orders/customers.ts'
import { orders } from '../../../schema/orders/orders.ts'
import { type JobLease, LostLease } from '../../jobs/lease/lease.ts'
import { type Catalogue, readCatalogue } from '../../models/catalogue.ts'
import { queueModel } from '../../models/queue-model.ts'
import { withKnownPlatformIds } from '../../store/catalogue/platform-ids.ts'
import { type ListedPrice, pricedItems } from '../../store/catalogue/price-list.ts'
import { withStoredFields } from '../../store/catalogue/stated-fields.ts'
import { applyBucket, countChanged, type Put } from '../../store/imports/apply.ts'
import {
  finishImport,
  readBucket,
  readBucketsAfter,
  readImport,
  refuseImport,
} from '../../store/imports/imports.ts'
import type { Store } from '../../store/open.ts'
import { countMinedOrders, readLineReferences } from '../../store/orders/orders.ts'
import { hasErasures, readErasedAmong } from '../../store/orders/privacy.ts'
import { readShop } from '../../store/shop/shops.ts'
import { type Counted, changeDetailsOfKeys } from '../identity/change-details.ts'
import { linkPeople } from '../identity/link-people.ts'
import { type AssembleContext, assemble } from './assemble.ts'
import { withItemsOfFile } from './checks/file-catalogue.ts'
import { type Fragment, isAbsent, isLinks } from './fragments.ts'

/** Applies an import bucket by bucket; after an interruption the next run continues with the first bucket not applied. */
export async function applyImport(store: Store, import_id: string, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  let row = await readImport(store, import_id)
  if (!shop || row?.status !== 'applying') return
  let cachedCatalogue: Promise<Catalogue> | undefined
  const stored = () => {
    cachedCatalogue ??= readCatalogue(store, () => lease.pause())
    return cachedCatalogue
  }
  const { currency } = shop
  const readStoredLines = (ids: readonly string[]) => readLineReferences(store, ids)
  const seen =
    row.dry_run && row.kind === 'items'
      ? await withItemsOfFile(store, row, { row, currency, catalogue: stored, readStoredLines }, lease)
      : undefined
  const catalogue = async () => seen ?? (await stored())
  if (row.strict && row.buckets_done === 0) {
    const refused = await refusedOf(store, row, { row, currency, catalogue, readStoredLines }, lease)
    if (refused.length > 0) return await refuseImport(store, row, refused, Date.now())
  }
  // Whoever is erased while this runs is removed when the import is finished.
  const someErased = await hasErasures(store)
  for (;;) {
    lease.handOverIfSpent()
    const waiting = await readBucket(store, import_id)
    if (!waiting) break
    const fragments = waiting.pieces.flatMap((piece): Fragment[] => JSON.parse(piece))
    await lease.pause()
    const assembled = await assemble(fragments, { row, currency, catalogue, readStoredLines })
    const between = async () => {
      lease.handOverIfSpent()
      await lease.pause()
    }
    if (!row.dry_run) await linkPeople(store, assembled.people ?? [], Date.now(), between)
    const changed = await applyDetails(store, assembled.details ?? [], row, between)
    const named = await withStored(store, { ...assembled, ...changed }, row)
    const put = someErased ? await withoutErased(store, named) : named
    const mined = await countMinedOrders(store, put.returned ?? [])
    const tally = mined > 0 ? { ...put.tally, returned: (put.tally.returned ?? 0) + mined } : put.tally
    const next = await applyBucket(store, row, waiting.bucket, { ...put, tally })
    if (!next) throw new LostLease()
    row = next
    await lease.pause()
  }
  if (matters(row)) await queueModel(store, 'import', Date.now())
  // Last, so that after an interruption before this line the next run still requests a model.
  await finishImport(store, row, Date.now(), null)
}

/** Customers whose details are changed together. */
const DETAILS = 500

/**
 * Stores what the file says of customers, those of one customer together, and counts them in the same transaction: an interruption between two parts
 * loses no count. A trial only counts, which is stored with the bucket.
 */
async function applyDetails(
  store: Store,
  details: NonNullable<Put['details']>,
  { import_id, dry_run, created_at }: ImportRow,
  between: () => Promise<void>,
): Promise<Pick<Put, 'changed' | 'added'>> {
  const found = { changed: 0, added: 0 }
  const customers = [...grouped(details, ({ keys }) => keys[0] ?? '').values()]
  const also = ({ changed, added }: Counted, isOurs: SQL) => [
    countChanged(store, import_id, { changed, added }, isOurs),
  ]
  for (let from = 0; from < customers.length; from += DETAILS) {
    const some = customers.slice(from, from + DETAILS).flat()
    const { changed, added } = await changeDetailsOfKeys(store, some, created_at, {
      ...{ as_of: created_at, dry_run, also },
    })
    if (dry_run) {
      found.changed += changed
      found.added += added
    }
    await between()
  }
  return found
}

/** Adds to items what the file does not state: ids of the shop system, and where it is a part of the catalogue every other field. */
async function withStored(
  store: Store,
  put: Put,
  { partial, received, created_at }: ImportRow,
): Promise<Put> {
  const { items, assumed = new Map(), rows, prices } = put
  if (prices) return await withListedPrices(store, put, prices, created_at)
  if (!items) return put
  const fields = partial ? received?.states : undefined
  if (!fields) return { ...put, cells: await withKnownPlatformIds(store, items) }
  const { cells, ambiguous } = await withStoredFields(store, items, { fields: new Set(fields), assumed })
  const errors = ambiguous.map((item_id) => severalPrices(item_id, rows?.get(item_id) ?? 0))
  return { ...put, cells: await withKnownPlatformIds(store, cells), errors: [...put.errors, ...errors] }
}

async function withListedPrices(
  store: Store,
  put: Put,
  prices: readonly ListedPrice[],
  as_of: number,
): Promise<Put> {
  const { cells, ambiguous } = await pricedItems(store, prices, as_of)
  const errors = ambiguous.map(({ price, of }) =>
    of === 'price' ? severalPrices(price.item_id, price.row) : severalStocks(price.item_id, price.row),
  )
  const found = put.tally.found + cells.length
  return {
    ...put,
    table: itemTable,
    cells,
    tally: { ...put.tally, found },
    errors: [...put.errors, ...errors],
  }
}

const severalStocks = (item_id: string, row: number): RowError => ({
  row,
  column: 'stock',
  code: 'several_stocks',
  message: `Item ${item_id} has several variants, and this row one stock. Write a row for each variant, with its SKU.`,
  value: '',
})

const severalPrices = (item_id: string, row: number): RowError => ({
  row,
  column: 'price',
  code: 'several_prices',
  message: `The variants of item ${item_id} have different prices, and this row has one. Write a row for each variant.`,
  value: '',
})

/** Takes those who asked to be forgotten out of a bucket's rows, with their companies and coupon codes, which could name them. */
async function withoutErased(store: Store, put: Put): Promise<Put> {
  if (put.table !== orders && put.table !== customers) return put
  const cells = (put.cells ?? []).map((cell): { customer?: string | null } => cell)
  const erased = await readErasedAmong(
    store,
    cells.flatMap(({ customer }) => customer ?? []),
  )
  if (erased.size === 0) return put
  const isErased = ({ customer }: { customer?: string | null }) => erased.has(customer ?? '')
  if (put.table === customers) return { ...put, cells: cells.filter((cell) => !isErased(cell)) }
  return {
    ...put,
    cells: cells.map((cell) =>
      isErased(cell) ? { ...cell, customer: null, account: null, coupons: null } : cell,
    ),
  }
}

/** Buckets checked in one read: about 1 MB. */
const BUCKETS_PER_READ = 8

/** Rows that would be refused when they are assembled; writes nothing. Unknown companions are not reported. */
async function refusedOf(
  store: Store,
  { import_id }: ImportRow,
  around: AssembleContext,
  lease: JobLease,
): Promise<RowError[]> {
  const refused: RowError[] = []
  for (let after = -1; ; ) {
    const waiting = await readBucketsAfter(store, import_id, after, BUCKETS_PER_READ)
    const last = waiting.at(-1)
    if (!last) return refused
    const fragments = waiting.flatMap((piece): Fragment[] => JSON.parse(piece.fragments))
    const stated = fragments.filter((one) => !isLinks(one) && !isAbsent(one))
    refused.push(...(await withStored(store, await assemble(stated, around), around.row)).errors)
    after = last.bucket
    await lease.pause()
  }
}

/** Whether the import needs a new model: relations and customers are read when serving, only items and orders are mined. */
const matters = ({ kind, dry_run, written, unpublished }: ImportRow) =>
  !dry_run && (kind === 'items' || kind === 'orders') && written + unpublished > 0

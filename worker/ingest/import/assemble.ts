import * as v from 'valibot'
import { item, items } from '../../../schema/catalogue/items.ts'
import type { ImportRow, RowError } from '../../../schema/imports/imports.ts'
import type { Tally } from '../../../schema/imports/report.ts'
import { issueText } from '../../../schema/issue-text.ts'
import { customers, MAX_TAGS } from '../../../schema/orders/customers.ts'
import type { Catalogue } from '../../models/catalogue.ts'
import { itemCells } from '../../store/catalogue/item-cells.ts'
import type { Put } from '../../store/imports/apply.ts'
import { putPrices } from './assemble/prices.ts'
import { putLinks, putRelations } from './assemble/relations.ts'
import { continued, putOrders } from './assemble-orders.ts'
import { type StoredLines, withoutInterrupted } from './checks/interrupted.ts'
import {
  type DetailsFragment,
  type Fragment,
  type ItemFragment,
  isAbsent,
  isCustomer,
  isDetails,
  isItem,
  isLinks,
  isPerson,
  isPrice,
  wholeItem,
} from './fragments.ts'

/** Everything besides the fragments that assembling a bucket needs. */
export type AssembleContext = {
  row: ImportRow
  currency: string
  catalogue: () => Promise<Catalogue>
  readStoredLines: StoredLines
}

/** Assembles the fragments of one bucket, which contains everything that the file says about its items, orders or people. */
export async function assemble(fragments: readonly Fragment[], context: AssembleContext): Promise<Put> {
  const groups = byKey(fragments.filter((one) => !isPerson(one)))
  const interrupted = await withoutInterrupted(groups, context.readStoredLines)
  const put = await assembled(fragments, groups, context)
  if (interrupted.length === 0) return put
  const { tally, drop } = continued(put.tally)
  for (const _ of interrupted) drop('cut_off')
  tally.found += interrupted.length
  return { ...put, tally, errors: [...put.errors, ...interrupted] }
}

async function assembled(
  fragments: readonly Fragment[],
  groups: Map<string, Fragment[]>,
  context: AssembleContext,
): Promise<Put> {
  const { row } = context
  const absent = fragments.filter(isAbsent)
  if (absent.length > 0) return { ...nothing(row.tally), absent: absent.map(({ key }) => key) }
  const people = fragments.filter(isPerson).map(({ key, person }) => ({ customer_id: key, ...person }))
  switch (row.kind) {
    case 'orders':
      return { ...putOrders(row, groups, context.currency, await context.catalogue()), people }
    case 'relations':
      return putRelations(row.tally, groups, await context.catalogue())
    case 'customers':
      return fragments.some(isDetails)
        ? { ...putDetails(row.tally, fragments.filter(isDetails)), people }
        : { ...putCustomers(row.tally, groups), people }
    case 'items':
      if (fragments.some(isPrice))
        return putPrices(row.tally, fragments.filter(isPrice), await context.catalogue())
      return fragments.some(isLinks)
        ? putLinks(row.tally, groups, await context.catalogue())
        : putItems(row, groups)
  }
}

function byKey(fragments: readonly Fragment[]): Map<string, Fragment[]> {
  const grouped = new Map<string, Fragment[]>()
  for (const fragment of fragments) {
    const group = grouped.get(fragment.key)
    if (group) group.push(fragment)
    else grouped.set(fragment.key, [fragment])
  }
  return grouped
}

const nothing = (tally: Tally) => ({ tally, errors: [] })

function putItems({ tally: before, created_at }: ImportRow, groups: Map<string, Fragment[]>): Put {
  const { tally, drop } = continued(before)
  tally.found += groups.size
  tally.variants ??= 0
  const errors: RowError[] = []
  const cells = []
  const rows = new Map<string, number>()
  const assumed = new Map<string, Set<string>>()
  for (const [key, fragments] of groups) {
    const itemFragments = fragments.filter(isItem)
    rows.set(key, itemFragments[0]?.row ?? 0)
    const unsaid = itemFragments.flatMap((one) =>
      one.assumed && one.variant ? [one.variant.variant_id] : [],
    )
    if (unsaid.length > 0) assumed.set(key, new Set(unsaid))
    const checked = v.safeParse(item, wholeItem(key, itemFragments))
    if (checked.success) {
      cells.push(itemCells(checked.output, created_at))
      tally.variants += checked.output.variants.length
      continue
    }
    drop('bad_item')
    errors.push(
      badItem(key, itemFragments, checked.issues[0].path ?? [], issueText(checked.issues[0].message)),
    )
  }
  return { table: items, cells, items: cells, rows, assumed, tally, errors }
}

/** The error with its row and the name of the field: the variant's own row, or the first row of the item with that field. */
function badItem(
  key: string,
  fragments: readonly ItemFragment[],
  path: readonly { key: unknown }[],
  message: string,
): RowError {
  const [field = '', at] = path.map((step) => String(step.key))
  const { variants } = wholeItem(key, fragments)
  const variant = field === 'variants' && at !== undefined ? variants[Number(at)]?.variant_id : undefined
  const source = fragments.find((one) =>
    variant === undefined ? field in one.fields : one.variant?.variant_id === variant,
  )
  const column = String(variant === undefined ? field : path.at(-1)?.key)
  return {
    row: (source ?? fragments[0])?.row ?? 0,
    column,
    code: 'bad_item',
    message: `${message} (item ${key})`,
    value: '',
  }
}

function putCustomers(before: Tally, groups: Map<string, Fragment[]>): Put {
  const { tally } = continued(before)
  tally.found += groups.size
  const cells = [...groups].map(([key, fragments]) => {
    const rows = fragments.filter(isCustomer).map(({ customer }) => customer)
    return {
      customer: key,
      // One refusal is enough, whatever other rows say.
      accepts_email: agreed(rows.map(({ accepts_email }) => accepts_email)),
      accepts_sms: agreed(rows.map(({ accepts_sms }) => accepts_sms)),
      tags: [...new Set(rows.flatMap(({ tags }) => tags))].sort().slice(0, MAX_TAGS),
    }
  })
  return { table: customers, cells, tally, errors: [] }
}

/** What the file says of customers; of several rows about one, a later one is the later word. */
function putDetails(before: Tally, fragments: readonly DetailsFragment[]): Put {
  const { tally } = continued(before)
  tally.found += new Set(fragments.map(({ key }) => key)).size
  return { tally, details: fragments.map(({ keys, details }) => ({ keys, change: details })), errors: [] }
}

/** 1 when all given values agree, 0 when one does not, null when there are none. */
function agreed(answers: readonly (boolean | undefined)[]): 0 | 1 | null {
  const given = answers.filter((answer) => answer !== undefined)
  if (given.length === 0) return null
  return given.every(Boolean) ? 1 : 0
}

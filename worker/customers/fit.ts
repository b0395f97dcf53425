import { fitBgNbd } from '../../engine/customer/bg-nbd.ts'
import { findClusters } from '../../engine/customer/clusters.ts'
import { fitGammaGamma } from '../../engine/customer/gamma-gamma.ts'
import { type PurchaseDay, purchasingOf, spendingOf } from '../../engine/customer/purchasing.ts'
import { breaksOf, rfmOf } from '../../engine/customer/rfm.ts'
import type { CustomerGroups, PurchaseParameters } from '../../schema/customers/purchase-models.ts'
import { DAY } from '../../vocabulary/time.ts'
import { drained, type JobLease } from '../jobs/lease/lease.ts'
import { listBuyers, readPaidDays, writePurchaseModel } from '../store/customers/purchases.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'

/** Customers that the models are fitted on: with 2,357 of them the published figures of CDNOW come out to three digits. */
const MAX_CUSTOMERS = 5_000
/** Customers of one read. */
const PAGE = 100
/** Customers who must have come back, so that their times say anything. */
const MIN_RETURNED = 30
/** Customers with amounts for a model of what they spend. */
const MIN_SPENDERS = 30

/** Customers from whom groups are found: with fewer a fifth is less than twenty people. */
const MIN_GROUPED = 100

/** Fits how the shop's customers buy, on a random sample of them, and stores it. @returns the number of customers of the sample */
export async function fitCustomers(store: Store, now: number, lease: JobLease): Promise<number> {
  const shop = await readShop(store)
  if (!shop) return 0
  const customers = await sampleOf(store, shop.currency, lease)
  const today = Math.floor(now / DAY)
  const buying = customers.map((days) => purchasingOf(days, today))
  const returned = buying.filter(({ repeats }) => repeats > 0).length
  let parameters: PurchaseParameters | null = null
  if (returned >= MIN_RETURNED) {
    const { r, alpha, a, b } = await drained(fitBgNbd(buying), lease)
    const spenders = customers.flatMap((days) => spendingOf(days) ?? [])
    const spending = spenders.length < MIN_SPENDERS ? null : await drained(fitGammaGamma(spenders), lease)
    parameters = { r, alpha, a, b, spending }
  }
  const groups = customers.length < MIN_GROUPED ? null : await groupsOf(customers, today, lease)
  await writePurchaseModel(store, {
    fitted_at: now,
    customers: customers.length,
    returned,
    parameters,
    groups,
  })
  return customers.length
}

async function groupsOf(
  customers: readonly (readonly PurchaseDay[])[],
  today: number,
  lease: JobLease,
): Promise<CustomerGroups> {
  const all = customers.map((days) => rfmOf(days, today))
  return { breaks: breaksOf(all), clusters: await drained(findClusters(all), lease) }
}

/** The days of purchases of each customer of the sample. */
async function sampleOf(store: Store, currency: string, lease: JobLease): Promise<PurchaseDay[][]> {
  const found: PurchaseDay[][] = []
  const seen = new Set<string>()
  for (let after = ''; seen.size < MAX_CUSTOMERS; ) {
    const buyers = await listBuyers(store, after, PAGE)
    const persons = [...new Set(buyers.map(({ person }) => person))].filter((person) => !seen.has(person))
    for (const person of persons) seen.add(person)
    const rows = persons.length > 0 ? await readPaidDays(store, persons, currency) : []
    // Rows of one person are side by side.
    rows.forEach((row, at) => {
      if (row.person !== rows[at - 1]?.person) found.push([])
      found.at(-1)?.push(row)
    })
    await lease.pause()
    if (buyers.length < PAGE) break
    after = buyers.at(-1)?.key ?? after
  }
  return found
}

import { bestItems, INSIDE_FAMILY } from '../../engine/choice/best-items.ts'
import { codeOf } from '../../engine/choice/probability-codes.ts'
import { Scorer } from '../../engine/choice/propensity-model.ts'
import { Purchases } from '../../engine/choice/purchases.ts'
import { reasonsFor } from '../../engine/choice/reasons.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import type { PropensityRow } from '../../schema/customers/propensities.ts'
import type { Job } from '../../schema/jobs.ts'
import { DAY } from '../../vocabulary/time.ts'
import type { JobLease } from '../jobs/lease/lease.ts'
import {
  dropOldPropensities,
  endPropensities,
  queuePropensities,
  readPropensityModel,
  writePropensities,
  writePropensityModel,
} from '../store/customers/propensities.ts'
import type { Store } from '../store/open.ts'
import { readShop } from '../store/shop/shops.ts'
import { familiesOf, fitModel, MIN_CUSTOMERS } from './fit-propensities.ts'
import { KnownItems } from './known-items.ts'
import { type LoadedModel, loaded } from './model.ts'
import { type Bought, readBuyerPage } from './person-purchases.ts'
import { readScoreCatalogue, type ScoreCatalogue } from './score-catalogue.ts'
import { storedReason } from './stored-reasons.ts'

/** Keys of one read while scoring: about 250 kB of rows. */
const PAGE = 500
/** People scored between two pauses: about 2 ms of work. */
const PEOPLE_A_SLICE = 20
/** Families of a row that have reasons, and items of a row. */
const MOST = { families: 5, items: 10 }
/** Rows that one statement deletes. */
const MAX_DELETED = 20_000

/**
 * Fits the propensities of the shop's customers and scores all of them. Called again after an interruption, it goes on behind the last
 * customer that was scored.
 */
export async function scoreCustomers(store: Store, { job_id }: Job, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  if (!shop) return
  const catalogue = await readScoreCatalogue(store, lease)
  let row = await readPropensityModel(store)
  if (row?.job_id !== job_id) {
    await fitAnew(store, catalogue, shop.currency, job_id, lease)
    // Read back, so that every invocation scores with the same rounded numbers.
    row = await readPropensityModel(store)
  }
  const model = row && loaded(row)
  if (!row || row.job_id !== job_id || row.scored_to === null || !model) return
  await scoreFrom(store, catalogue, shop.currency, model, lease)
  while (!(await dropOldPropensities(store, model.facts.day, MAX_DELETED))) lease.handOverIfSpent()
  await endPropensities(store, job_id)
}

/** Age from which propensities are made anew after a mining run: each customer's row is billed. */
const MAX_AGE = 7 * DAY

/** Queues the scoring of a shop with enough customers, if its propensities are old or missing. @returns whether it did */
export async function queueIfOld(store: Store, customers: number, now: number): Promise<boolean> {
  if (customers < MIN_CUSTOMERS) return false
  const row = await readPropensityModel(store)
  if (row?.fitted_at && now - row.fitted_at < MAX_AGE) return false
  return await queuePropensities(store, now)
}

async function fitAnew(
  store: Store,
  catalogue: ScoreCatalogue,
  currency: string,
  job_id: string,
  lease: JobLease,
): Promise<void> {
  const now = Date.now()
  const { fitted, families, model } = await fitModel(store, catalogue, currency, now, lease)
  await writePropensityModel(store, {
    ...{ job_id, fitted, families, model, scored: 0 },
    fitted_at: model ? now : null,
    scored_to: model ? '' : null,
  })
}

async function scoreFrom(
  store: Store,
  catalogue: ScoreCatalogue,
  currency: string,
  { row, model, facts }: LoadedModel,
  lease: JobLease,
): Promise<void> {
  const families = familiesOf(catalogue, model.names, row.families)
  const brands = new Map(model.brands.map((brand, number) => [brand, number]))
  const numbering = {
    familyOf: (item: number) => families[item] ?? -1,
    brandOf: (item: number) => brands.get(catalogue.brands[item] ?? '') ?? 0,
  }
  const scorer = new Scorer(model.fit, facts)
  const items = new KnownItems(catalogue, model.popular)
  const purchases = new Purchases()
  for (let after: string | undefined = row.scored_to ?? ''; after !== undefined; ) {
    const page = await readBuyerPage(store, after, PAGE, currency, catalogue, numbering)
    await items.read(store, page.bought)
    purchases.clear()
    const rows: Omit<PropensityRow, 'shop_id'>[] = []
    for (const [number, bought] of page.bought.entries()) {
      const known = bought.purchases.filter(({ day }) => day < facts.day)
      purchases.add(known)
      if (known.length > 0) {
        scorer.score(purchases, purchases.people - 1, known.length)
        rows.push(rowOf(bought, scorer, { model, facts, row }, families, catalogue, items))
      }
      if (number % PEOPLE_A_SLICE === 0) await lease.stretch()
    }
    const last = page.last ?? page.bought.at(-1)?.person ?? after
    await writePropensities(store, row.job_id, rows, last)
    after = page.last
    await lease.pause()
    lease.handOverIfSpent()
  }
}

function rowOf(
  { person, items, orders }: Bought,
  scorer: Scorer,
  { model, facts }: LoadedModel,
  families: Int32Array,
  { ids, offered }: ScoreCatalogue,
  itemFacts: KnownItems,
): Omit<PropensityRow, 'shop_id'> {
  const { propensities } = scorer
  const best = topK([...propensities.keys()], MOST.families, (family) => propensities[family] ?? 0)
  const ranked = (companions: number) =>
    bestItems(items, orders, facts.day * DAY, itemFacts, companions).filter(({ item }) => offered[item])
  const inside = ranked(INSIDE_FAMILY)
  const itemOf = (family: number) => inside.find(({ item }) => families[item] === family)?.item
  return {
    person,
    day: facts.day,
    buys: Number(scorer.any.toPrecision(4)),
    codes: Array.from(propensities, codeOf).join(''),
    best: best.map((family) => [
      family,
      ids[itemOf(family) ?? -1] ?? '',
      reasonsFor(family, scorer, model.fit.choice.means, facts).map(storedReason),
    ]),
    items: ranked(0)
      .slice(0, MOST.items)
      .map(({ item }) => ids[item] ?? ''),
  }
}

import { auditOf } from '../../../engine/accounts/audit.ts'
import { firstItems } from '../../../engine/accounts/first-items.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { DEFAULTS, fitOpenings } from '../../../engine/accounts/openings.ts'
import { whiteSpace } from '../../../engine/accounts/white-space.ts'
import { familyNames } from '../../../engine/choice/family-names.ts'
import type { AccountAnalysis } from '../../../schema/accounts/white-space.ts'
import { MAX_OPENINGS } from '../../../schema/accounts/white-space.ts'
import type { Shop } from '../../../schema/shop/shops.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { readScoreCatalogue, type ScoreCatalogue } from '../../customers/score-catalogue.ts'
import { policySettings } from '../../decisions/question.ts'
import { drained, type JobLease } from '../../jobs/lease/lease.ts'
import { endAnalysis, writeAnalyses } from '../../store/accounts/analyses.ts'
import type { Store } from '../../store/open.ts'
import { readShop } from '../../store/shop/shops.ts'
import { familyOf, sameFamilies } from '../families.ts'
import { FamilyPairs } from './family-pairs.ts'
import { type Purchased, readPurchases } from './read-lines.ts'
import { storedAudit, storedCells, storedOpenings } from './stored-analysis.ts'

/** Families that are told apart: the most bought. */
const MAX_FAMILIES = 200
/** Accounts that are written at once, and between two pauses: each takes up to a tenth of a millisecond for every hundred families. */
const WRITTEN = 200
const SLICE = 20

/** The purchases by family, and the names of the families by number. */
type Divided = { ledger: Ledger; families: string[] }

/** Divides what was bought into the families that most lines are of; lines of other items are left out. */
function divide({ ids, lines }: Purchased, items: number, labels: readonly string[]): Divided {
  const counts = new Map<string, number>()
  for (let at = 0; at < lines.length; at += 1) {
    const label = labels[lines.item[at] ?? 0] ?? ''
    if (label !== '') counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  const families = [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MAX_FAMILIES)
    .map(([label]) => label)
  const numbers = new Map(families.map((label, number) => [label, number]))
  const family = lines.keepFamilies(Int32Array.from(labels, (label) => numbers.get(label) ?? -1))
  const { account, item, order, day, pieces, spend, margin } = lines
  const ledger = new Ledger({
    ...{ accounts: ids.length, families: families.length, items },
    ...{ account, family, item, order, day, pieces, spend, margin },
  })
  return { ledger, families }
}

/**
 * Analyses what the shop's accounts buy and could buy. It does not resume: an interrupted run begins anew, because what it reads fits
 * into one invocation.
 */
export async function analyseAccounts(store: Store, lease: JobLease): Promise<void> {
  const shop = await readShop(store)
  if (!shop) return
  const now = Date.now()
  const catalogue = await readScoreCatalogue(store, lease)
  const names = await drained(familyNames(catalogue.named, MAX_FAMILIES), lease)
  const same = sameFamilies(shop)
  const labels = catalogue.named.map((item) => familyOf(item, names, same))
  const purchased = await readPurchases(store, catalogue, shop.currency, lease)
  const divided = divide(purchased, catalogue.ids.length, labels)
  await lease.pause()
  const done = await writeRows(store, shop, catalogue, purchased, divided, now, lease)
  await endAnalysis(store, {
    ...{ computed_at: now, day: todayOf(now), horizon_days: horizonOf(shop), names },
    ...{ accounts: done.accounts, orders: purchased.orders, families: divided.families },
    ...{ facts: done.facts, fitted: done.fitted, is_cut: purchased.is_cut },
  })
}

/** The day after the last one that is known: orders of today count. */
const todayOf = (now: number): number => Math.floor(now / DAY) + 1

const horizonOf = ({ accounts }: Shop): number => accounts?.horizon_days ?? 90

async function writeRows(
  store: Store,
  shop: Shop,
  { ids, offered }: ScoreCatalogue,
  purchased: Purchased,
  { ledger, families }: Divided,
  now: number,
  lease: JobLease,
) {
  const [today, horizon] = [todayOf(now), horizonOf(shop)]
  const model = await drained(fitOpenings(ledger, today, { ...DEFAULTS, horizon }), lease)
  const items = firstItems(ledger, today, horizon).map((best) =>
    best.filter(({ item }) => offered[item]).map(({ item }) => ids[item] ?? ''),
  )
  await lease.stretch()
  const pairs = new FamilyPairs(families.length)
  const settings = { openings: MAX_OPENINGS, assumed_margin: policySettings(shop).assumed_margin }
  let rows: Omit<AccountAnalysis, 'shop_id'>[] = []
  let accounts = 0
  for (const row of whiteSpace(ledger, model, today, settings)) {
    if (row === undefined) {
      await lease.stretch()
      continue
    }
    accounts += 1
    pairs.add(row.owned.filter(({ state }) => state === 'bought').map(({ family }) => family))
    const audit = auditOf(ledger, row.account, today)
    const openings = storedOpenings(row, families, items)
    rows.push({
      ...{ account_id: purchased.ids[row.account] ?? '', computed_at: now },
      margin: openings.reduce((sum, { margin }) => sum + margin, 0),
      cells: storedCells(ledger, row),
      openings,
      audit: storedAudit(row, audit),
      usual: (purchased.usual[row.account] ?? [])
        .filter(({ item }) => offered[item])
        .map(({ item, quantity, last }) => [ids[item] ?? '', quantity, last]),
    })
    if (accounts % SLICE === 0) await lease.stretch()
    if (rows.length === WRITTEN) {
      await writeAnalyses(store, rows)
      rows = []
      await lease.pause()
    }
  }
  await writeAnalyses(store, rows)
  const facts = pairs.facts().map((fact, family) => ({ ...fact, items: items[family] ?? [] }))
  return { accounts, facts, fitted: model.logistic ? model.cases : 0 }
}

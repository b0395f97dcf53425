import type { Ledger } from '../../engine/accounts/ledger.ts'
import { OpeningFeatures, WIDTH } from '../../engine/accounts/opening-features.ts'
import { baseRatesAt, chanceOf, type OpeningModel, oddsOf } from '../../engine/accounts/openings.ts'
import { BOUGHT, isBoughtBetween, LAPSED, snapshotAt } from '../../engine/accounts/snapshot.ts'
import { topK } from '../../engine/numbers/top-k.ts'
import { areaUnderCurve, calibrationOf, logLoss, type Predicted } from '../choice/binary.ts'
import { mean, standardError } from '../quality/tasks.ts'

/** Families named to each account. */
const NAMED = 3

/** Ways to name families, in the order of the tables; the first is ours. */
export const WAYS = ['probability', 'best sellers', 'peer average', 'own favourite', 'base rate'] as const
export type Way = (typeof WAYS)[number]

/** Of each account, the share of the named families that it bought in the window, by way; and all predictions. */
export type Tested = {
  /** Numbers of the tested accounts. */
  tested: number[]
  named: Record<Way, number[]>
  predicted: Predicted
  withPeers: number
}

/** Predicts the window after a day from what is known before it, and compares with what was bought. */
export function testOpenings(ledger: Ledger, today: number, model: OpeningModel): Tested {
  const { horizon } = model
  const base = baseRatesAt(ledger, today, horizon)
  const features = new OpeningFeatures(snapshotAt(ledger, today, horizon), base, model.weighting)
  const [probabilities, outcomes]: [number[], number[]] = [[], []]
  const named: Tested['named'] = {
    ...{ probability: [], 'best sellers': [], 'peer average': [], 'own favourite': [], 'base rate': [] },
  }
  const tested: number[] = []
  let withPeers = 0
  for (let account = 0; account < ledger.accounts; account += 1) {
    if (features.snapshot.orders[account] === 0) continue
    features.read(account)
    tested.push(account)
    if (features.peers.length > 0) withPeers += 1
    const open = [...features.states.keys()].filter((family) => features.states[family] !== BOUGHT)
    const chances = new Map(
      open.map((family) => [
        family,
        chanceOf(oddsOf(model.logistic, features.values, family * WIDTH), model.calibration),
      ]),
    )
    const bought = new Map(open.map((family) => [family, isBought(ledger, account, family, today, horizon)]))
    for (const family of open) {
      probabilities.push(chances.get(family) ?? 0)
      outcomes.push(bought.get(family) ? 1 : 0)
    }
    const scores = scoresOf(features, (family) => chances.get(family) ?? 0)
    for (const way of WAYS) {
      const best = topK(open, NAMED, scores[way])
      named[way].push(best.filter((family) => bought.get(family)).length / Math.max(1, best.length))
    }
  }
  return { tested, named, predicted: { probabilities, outcomes }, withPeers }
}

function isBought(ledger: Ledger, account: number, family: number, from: number, days: number): boolean {
  const cell = ledger.cellOf(account, family)
  return cell >= 0 && isBoughtBetween(ledger, cell, from, from + days)
}

/** Score of a family by each way, for the account read last. */
function scoresOf(
  features: OpeningFeatures,
  chance: (family: number) => number,
): Record<Way, (family: number) => number> {
  const { snapshot, peers, states, cells, base } = features
  const buyers = (family: number) => snapshot.buyers[family] ?? 0
  // Accounts that bought the family in the last horizon break ties.
  const tie = (family: number) => buyers(family) / (snapshot.known + 1)
  const ofPeers = peerCounts(features)
  return {
    probability: chance,
    'best sellers': buyers,
    'peer average': (family) => (peers.length > 0 ? (ofPeers[family] ?? 0) : 0) + tie(family),
    'own favourite': (family) =>
      (states[family] === LAPSED ? (snapshot.times[cells[family] ?? 0] ?? 0) : 0) + tie(family),
    'base rate': (family) => base.rates[features.baseAt(family)] ?? 0,
  }
}

/** Peers that bought each family in the last horizon. */
function peerCounts({ snapshot: { ledger, recent }, peers }: OpeningFeatures): Uint32Array {
  const counts = new Uint32Array(ledger.families)
  for (const peer of peers) {
    const end = ledger.cellStarts[peer + 1] ?? 0
    for (let cell = ledger.cellStarts[peer] ?? 0; cell < end; cell += 1) {
      const family = ledger.cellFamilies[cell] ?? 0
      if ((recent[cell] ?? 0) > 0) counts[family] = (counts[family] ?? 0) + 1
    }
  }
  return counts
}

/** The mean paired difference with its 95 % interval, by its standard error. */
export function difference(ours: readonly number[], others: readonly number[]): string {
  const gains = ours.map((one, at) => one - (others[at] ?? 0))
  const [middle, reach] = [mean(gains), 1.96 * standardError(gains)]
  return interval(middle, reach)
}

/** A difference with its interval, as text. */
export function interval(middle: number, reach: number): string {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`
  return `${signed(middle)} (${signed(middle - reach)} to ${signed(middle + reach)})`
}

/** Table of the ways. */
export function waysTable({ named }: Tested): string {
  const rows = WAYS.map((way) => {
    const over = way === 'probability' ? '' : difference(named.probability, named[way])
    return `| ${way === 'probability' ? '**probability to open**' : way} | ${mean(named[way]).toFixed(4)} ± ${standardError(named[way]).toFixed(4)} | ${over} |`
  })
  return ['| way | bought of the three named | ours over it (95 %) |', '|---|---|---|', ...rows].join('\n')
}

/** AUC, log-loss and calibration of the probabilities. */
export function calibrationLine({ predicted }: Tested): string {
  const { ece, deciles } = calibrationOf(predicted)
  const percent = (rate: number) => (100 * rate).toFixed(1)
  const parts = deciles.map((part) => `${percent(part.predicted)}/${percent(part.observed)}`).join(' ')
  return `${areaUnderCurve(predicted).toFixed(4)} | ${logLoss(predicted).toFixed(5)} | ${ece.toFixed(4)} | ${parts}`
}

import { Associations, ownedWeight } from './associations.ts'
import { type BaseRates, rateAt } from './base-rates.ts'
import { PeerFinder, type Weighting } from './peers.ts'
import { BOUGHT, LAPSED, NEVER, type Snapshot } from './snapshot.ts'

/**
 * What the probability to open a family depends on, besides the base rate of the family and state.
 *
 * | feature | value |
 * |---|---|
 * | base | log odds of the base rate |
 * | peers | ln(smoothed share of the peers that bought the family in the last horizon / the shop's share) |
 * | peers_own | the same of the peers that ever bought it |
 * | goes_with | ± ln(1 + how many times the usual share the owned families let expect), see Associations |
 * | popular | log odds of the share of accounts that bought the family in the last horizon, less those of the mean family |
 * | growth | ln(accounts that bought the family in the last horizon / in the one before), smoothed, less the shop's; 0 with less history |
 * | lapsed_since | ln(days since the last purchase / usual gap); 0 where never bought |
 * | lapsed_times | ln(1 + purchases so far) |
 * | lapsed_share | ln(1 + share of the account's order days with the family · 100) |
 * | orders | ln(1 + days with orders in the last horizon) |
 * | silence | ln((1 + days since the last order) / (1 + median days between two orders)) |
 * | breadth | ln(1 + families bought in the last horizon) |
 * | owned | ln(1 + families ever bought) |
 * | size | ln(1 + spend of the last 365 days, minor units) |
 */
export const OPENING_FEATURES = [
  'base',
  'peers',
  'peers_own',
  'goes_with',
  'popular',
  'growth',
  'lapsed_since',
  'lapsed_times',
  'lapsed_share',
  'orders',
  'silence',
  'breadth',
  'owned',
  'size',
] as const
/** Name of a feature. */
export type OpeningFeature = (typeof OPENING_FEATURES)[number]
/** Numbers of a case: one a feature. */
export const WIDTH = OPENING_FEATURES.length

/** Pseudo-count, in peers, of the shop's share beside that of the peers. */
const PSEUDO_PEERS = 10
/** Pseudo-count, in accounts, of "no growth". */
const PSEUDO_BUYERS = 10

/** Logarithm of a size that may be below 0. */
const signedLog = (size: number): number => Math.sign(size) * Math.log1p(Math.abs(size))

const logit = (p: number): number => Math.log(p / (1 - p))

/** Features of one account after the other, with what is known on the day of a snapshot. */
export class OpeningFeatures {
  readonly snapshot: Snapshot
  readonly base: BaseRates
  /** Features of the account read last: `WIDTH` numbers a family; of families that it buys they mean nothing. */
  readonly values: Float64Array
  /** State of each family for the account read last, and its cell or −1. */
  readonly states: Uint8Array
  readonly cells: Int32Array
  /** Peers of the account read last; empty when fewer than 10 buy alike. */
  peers: Uint32Array = new Uint32Array(0)
  private readonly finder: PeerFinder
  readonly associations: Associations
  private readonly logBase: Float64Array
  private readonly ofFamily: ReturnType<typeof familyValues>
  private readonly goesWith: Float64Array
  private readonly peerCounts: { own: Float64Array; recent: Float64Array }

  constructor(snapshot: Snapshot, base: BaseRates, weighting: Weighting) {
    const { families } = snapshot.ledger
    this.snapshot = snapshot
    this.base = base
    this.values = new Float64Array(families * WIDTH)
    this.states = new Uint8Array(families)
    this.cells = new Int32Array(families)
    this.finder = new PeerFinder(snapshot, weighting)
    this.associations = new Associations(snapshot)
    this.logBase = base.rates.map(logit)
    this.ofFamily = familyValues(snapshot)
    this.goesWith = new Float64Array(this.associations.associated.length)
    this.peerCounts = { own: new Float64Array(families), recent: new Float64Array(families) }
  }

  /** Reads an account with at least one order before the day. */
  read(account: number): void {
    const { ledger, states, recent } = this.snapshot
    const { cellStarts, cellFamilies } = ledger
    this.peers = this.finder.of(account)
    this.states.fill(NEVER)
    this.cells.fill(-1)
    this.goesWith.fill(0)
    let [owned, breadth] = [0, 0]
    const end = cellStarts[account + 1] ?? 0
    for (let cell = cellStarts[account] ?? 0; cell < end; cell += 1) {
      const state = states[cell] ?? NEVER
      if (state === NEVER) continue
      const family = cellFamilies[cell] ?? 0
      this.states[family] = state
      this.cells[family] = cell
      owned += 1
      if ((recent[cell] ?? 0) > 0) breadth += 1
      this.associations.addTo(this.goesWith, family, ownedWeight(this.snapshot.times[cell] ?? 0))
    }
    this.countPeers()
    this.fill(account, owned, breadth)
  }

  /** Position of the base rate of a family in its state for the account read last. */
  baseAt(family: number): number {
    return rateAt(this.snapshot.ledger.families, this.states[family] ?? NEVER, family)
  }

  private countPeers(): void {
    const { ledger, states, recent } = this.snapshot
    const { own, recent: bought } = this.peerCounts
    own.fill(0)
    bought.fill(0)
    for (const peer of this.peers) {
      const end = ledger.cellStarts[peer + 1] ?? 0
      for (let cell = ledger.cellStarts[peer] ?? 0; cell < end; cell += 1) {
        if (states[cell] === NEVER) continue
        const family = ledger.cellFamilies[cell] ?? 0
        own[family] = (own[family] ?? 0) + 1
        if ((recent[cell] ?? 0) > 0) bought[family] = (bought[family] ?? 0) + 1
      }
    }
  }

  private fill(account: number, owned: number, breadth: number): void {
    const { snapshot, values, states, peers, peerCounts } = this
    const { popular, oddsOver, growth, owned: share } = this.ofFamily
    const orders = snapshot.orders[account] ?? 0
    const ofAccount = [
      Math.log1p(snapshot.recentOrders[account] ?? 0),
      Math.log(
        (1 + snapshot.day - (snapshot.lastOrder[account] ?? 0)) / (1 + (snapshot.ordering[account] ?? 0)),
      ),
      Math.log1p(breadth),
      Math.log1p(owned),
      Math.log1p(Math.max(0, snapshot.total[account] ?? 0)),
    ]
    for (let family = 0; family < states.length; family += 1) {
      if (states[family] === BOUGHT) continue
      const at = family * WIDTH
      values[at] = this.logBase[this.baseAt(family)] ?? 0
      values[at + 1] = logRatio(peerCounts.recent[family] ?? 0, popular[family] ?? 0, peers.length)
      values[at + 2] = logRatio(peerCounts.own[family] ?? 0, share[family] ?? 0, peers.length)
      values[at + 3] = signedLog(this.goesWith[this.associations.places[family] ?? -1] ?? 0)
      values[at + 4] = oddsOver[family] ?? 0
      values[at + 5] = growth[family] ?? 0
      this.fillLapsed(family, orders)
      for (let k = 0; k < ofAccount.length; k += 1) values[at + 9 + k] = ofAccount[k] ?? 0
    }
  }

  private fillLapsed(family: number, orders: number): void {
    const { snapshot, values, states } = this
    const at = family * WIDTH
    const cell = this.cells[family] ?? -1
    const isLapsed = states[family] === LAPSED
    const times = isLapsed ? (snapshot.times[cell] ?? 0) : 0
    values[at + 6] = isLapsed ? Math.log((snapshot.since[cell] ?? 1) / (snapshot.usual[cell] ?? 1)) : 0
    values[at + 7] = Math.log1p(times)
    values[at + 8] = Math.log1p((100 * times) / orders)
  }
}

/** ln of the smoothed share of the peers over the shop's share; 0 without peers. @param share above 0 */
const logRatio = (hits: number, share: number, peers: number): number =>
  Math.log((hits + PSEUDO_PEERS * share) / ((peers + PSEUDO_PEERS) * share))

/** Shares of all accounts, kept off 0 and 1 by half an account, and growth. */
function familyValues({ ledger, day, horizon, owners, buyers, buyersBefore, known }: Snapshot) {
  const shareOf = (count: number) => (count + 0.5) / (known + 1)
  const popular = Float64Array.from(buyers, shareOf)
  const usual = popular.reduce((sum, share) => sum + share, 0) / popular.length
  const isKnown = day - ledger.firstDay >= 2 * horizon
  const sum = (counts: Uint32Array) => counts.reduce((all, count) => all + count, 0)
  const season = (sum(buyers) + PSEUDO_BUYERS) / (sum(buyersBefore) + PSEUDO_BUYERS)
  return {
    popular,
    oddsOver: popular.map((share) => logit(share) - logit(usual)),
    owned: Float64Array.from(owners, shareOf),
    growth: Float64Array.from(buyers, (count, family) => {
      const expected = season * (buyersBefore[family] ?? 0)
      return isKnown ? Math.log((count + PSEUDO_BUYERS) / (expected + PSEUDO_BUYERS)) : 0
    }),
  }
}

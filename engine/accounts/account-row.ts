import { topK } from '../numbers/top-k.ts'
import { type Estimate, expectedMargin } from './expected-margin.ts'
import { type MarginRate, marginRates } from './margin-rates.ts'
import { type OpeningFeature, type OpeningFeatures, WIDTH } from './opening-features.ts'
import { type OpeningReason, openingReasons } from './opening-reasons.ts'
import { chanceOf, contributionsOf, type OpeningModel, oddsError, oddsOf } from './openings.ts'
import { BOUGHT, LAPSED, NEVER } from './snapshot.ts'
import { spendAtShare, type WalletBasis, Wallets } from './wallet.ts'

/** A family that the account could open, or open again. Money in minor units. */
export type Opening = {
  family: number
  state: 'never' | 'lapsed'
  /** P(the account buys it within the horizon), 0 to 1. */
  probability: number
  /** What the account would spend on it in a year if it bought it, and from whom that is known. */
  yearly_spend: number
  basis: WalletBasis
  /** Expected yearly spend at the peers' share less what is spent now, ≥ 0. */
  gap: number
  margin_rate: number
  is_margin_assumed: boolean
  /** Margin of a year times the probability, with a 95 % interval. */
  expected_margin: Estimate
  reasons: OpeningReason[]
  /** Log odds against an average case, by feature; null while the model is the base rate alone. */
  contributions: Record<OpeningFeature, number> | null
}

/** A family that the account has bought. */
export type OwnedFamily = {
  family: number
  state: 'bought' | 'lapsed'
  /** Days on which it was bought, and the last of them. */
  times: number
  last_day: number
  /** Days after which the account usually buys it again. */
  usual_days: number
  /** Yearly. */
  spend: number
  gap: number
  /** spend / (spend + gap), 0 to 1; null where both are 0. */
  share_of_wallet: number | null
}

/** White space of one account. */
export type AccountRow = {
  account: number
  /** Accounts that buy alike: 0, or at least 10. With 0 the shop's average stands for them. */
  peers: number
  /** Best first, by expected margin. */
  openings: Opening[]
  owned: OwnedFamily[]
  never: number
  /** Yearly spend, sum of the gaps of all families, and the first over both; null where both are 0. */
  spend: number
  gap: number
  share_of_wallet: number | null
  /** Sum over all families that it does not buy. */
  expected_margin: number
}

/** Sums over accounts of one family. Money in minor units a year. */
export type FamilyTotals = {
  family: number
  bought: number
  lapsed: number
  never: number
  expected_margin: number
  gap: number
}

/** Makes the rows of one account after the other. */
export class AccountRows {
  readonly totals: FamilyTotals[]
  private readonly model: OpeningModel
  private readonly features: OpeningFeatures
  private readonly wallets: Wallets
  private readonly rates: readonly MarginRate[]
  private readonly gaps: Float64Array
  private readonly chances: Float64Array
  private readonly spends: Float64Array
  private readonly margins: Float64Array

  /** @param assumed margin share of families in which no cost is known */
  constructor(model: OpeningModel, features: OpeningFeatures, assumed: number) {
    const { ledger, day } = features.snapshot
    this.model = model
    this.features = features
    this.wallets = new Wallets(features.snapshot)
    this.rates = marginRates(ledger, day, assumed)
    this.gaps = new Float64Array(ledger.families)
    this.chances = new Float64Array(ledger.families)
    this.spends = new Float64Array(ledger.families)
    this.margins = new Float64Array(ledger.families)
    this.totals = Array.from({ length: ledger.families }, (_, family) => emptyTotals(family))
  }

  /** The row of an account with at least one order. @param most openings of the row */
  of(account: number, most: number): AccountRow {
    const { features, wallets } = this
    const { snapshot } = features
    features.read(account)
    wallets.read(features.peers)
    const open: number[] = []
    let [gap, expected_margin, never] = [0, 0, 0]
    for (let family = 0; family < this.gaps.length; family += 1) {
      const isOpen = this.readFamily(account, family)
      gap += this.gaps[family] ?? 0
      expected_margin += this.margins[family] ?? 0
      if (features.states[family] === NEVER) never += 1
      if (isOpen) open.push(family)
    }
    const spend = Math.max(0, (snapshot.total[account] ?? 0) * wallets.yearly)
    const best = topK(open, most, (family) => this.margins[family] ?? 0)
    return {
      ...{ account, peers: features.peers.length, never, spend, gap, expected_margin },
      openings: best.map((family) => this.openingOf(family)),
      owned: this.ownedOf(),
      share_of_wallet: shareOfWallet(spend, gap),
    }
  }

  /** Computes the numbers of a family and adds them to its totals; whether the account could open it. */
  private readFamily(account: number, family: number): boolean {
    const { features, wallets, gaps, chances, spends, margins, model } = this
    const { snapshot, states, cells } = features
    const totals = this.totals[family] ?? emptyTotals(family)
    const cell = cells[family] ?? -1
    const own = Math.max(0, cell < 0 ? 0 : (snapshot.yearly[cell] ?? 0)) * wallets.yearly
    const others = Math.max(0, (snapshot.total[account] ?? 0) * wallets.yearly - own)
    const { share } = wallets.shareOf(family)
    spends[family] = spendAtShare(others, share)
    gaps[family] = Math.max(0, spendAtShare(others, share * wallets.buyingShare(family)) - own)
    chances[family] = 0
    margins[family] = 0
    totals.gap += gaps[family] ?? 0
    if (states[family] === BOUGHT) {
      totals.bought += 1
      return false
    }
    chances[family] = chanceOf(oddsOf(model.logistic, features.values, family * WIDTH), model.calibration)
    margins[family] = (chances[family] ?? 0) * (spends[family] ?? 0) * (this.rates[family]?.rate ?? 0)
    totals.expected_margin += margins[family] ?? 0
    if (states[family] === LAPSED) totals.lapsed += 1
    else totals.never += 1
    return true
  }

  private openingOf(family: number): Opening {
    const { features, wallets, model } = this
    const at = family * WIDTH
    const probability = this.chances[family] ?? 0
    const yearly_spend = this.spends[family] ?? 0
    const share = wallets.shareOf(family)
    const margin = this.rates[family] ?? { rate: 0, error: 0, is_assumed: true }
    const base = features.baseAt(family)
    const error = oddsError(model, features.values, at, {
      rate: features.base.rates[base] ?? 0.5,
      cases: features.base.cases[base] ?? 1,
    })
    const contributions = model.logistic ? contributionsOf(model.logistic, features.values, at) : null
    return {
      ...{ family, probability, yearly_spend, basis: share.basis, gap: this.gaps[family] ?? 0 },
      state: features.states[family] === LAPSED ? 'lapsed' : 'never',
      ...{ margin_rate: margin.rate, is_margin_assumed: margin.is_assumed },
      expected_margin: expectedMargin({ probability, error }, yearly_spend, share, margin),
      reasons: openingReasons(family, features, contributions, wallets.buyingShare(family)),
      contributions,
    }
  }

  private ownedOf(): OwnedFamily[] {
    const { features, gaps, wallets } = this
    const { snapshot, states, cells } = features
    const owned: OwnedFamily[] = []
    for (let family = 0; family < states.length; family += 1) {
      const cell = cells[family] ?? -1
      if (cell < 0) continue
      const spend = Math.max(0, (snapshot.yearly[cell] ?? 0) * wallets.yearly)
      const gap = gaps[family] ?? 0
      owned.push({
        ...{ family, spend, gap, share_of_wallet: shareOfWallet(spend, gap) },
        state: states[family] === BOUGHT ? 'bought' : 'lapsed',
        times: snapshot.times[cell] ?? 0,
        last_day: snapshot.day - (snapshot.since[cell] ?? 0),
        usual_days: snapshot.usual[cell] ?? 0,
      })
    }
    return owned
  }
}

const emptyTotals = (family: number): FamilyTotals => ({
  ...{ family, bought: 0, lapsed: 0, never: 0, expected_margin: 0, gap: 0 },
})

const shareOfWallet = (spend: number, gap: number): number | null =>
  spend + gap > 0 ? spend / (spend + gap) : null

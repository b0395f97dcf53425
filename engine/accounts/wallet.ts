import { MIN_PEERS } from './peers.ts'
import { type Snapshot, YEAR } from './snapshot.ts'

/** Where an expected share of spend comes from: the peers, all accounts that buy the family, or all accounts and families. */
export type WalletBasis = 'peers' | 'shop' | 'all'

/**
 * Mean share of a year's spend that accounts which buy a family give it, 0 < share < 1, with its standard error and the number of
 * accounts it rests on, never fewer than 10 unless the whole shop has fewer.
 */
export type WalletShare = { share: number; error: number; accounts: number; basis: WalletBasis }

/** Largest share that is expected: an account that buys nothing else says nothing of one that does. */
const MAX_SHARE = 0.9
/** Share of an unknown family in a shop without any spend. */
const NO_SHARE = 0.01

/** Sums over accounts of their shares of spend in one family. */
type Sums = { n: Float64Array; sum: Float64Array; squares: Float64Array }

const emptySums = (size: number): Sums => ({
  n: new Float64Array(size),
  sum: new Float64Array(size),
  squares: new Float64Array(size),
})

/**
 * What accounts spend on a family in a year, as shares of their own spend, so that large and small accounts count alike. One object
 * is filled with the peers of one account after the other.
 */
export class Wallets {
  /** Turns spend of the last 365 days into that of a year where less is known. */
  readonly yearly: number
  private readonly snapshot: Snapshot
  private readonly shop: Sums
  private readonly all: Sums
  private readonly ofPeers: Sums
  private peers = 0

  constructor(snapshot: Snapshot) {
    const { ledger, day } = snapshot
    this.snapshot = snapshot
    this.yearly = YEAR / Math.max(1, Math.min(YEAR, day - ledger.firstDay))
    this.shop = emptySums(ledger.families)
    this.all = emptySums(1)
    this.ofPeers = emptySums(ledger.families)
    for (let account = 0; account < ledger.accounts; account += 1) {
      this.add(account, this.shop, (family) => family)
      this.add(account, this.all, () => 0)
    }
  }

  /** Reads the peers of an account. */
  read(peers: Uint32Array): void {
    const { n, sum, squares } = this.ofPeers
    n.fill(0)
    sum.fill(0)
    squares.fill(0)
    this.peers = peers.length
    for (const peer of peers) this.add(peer, this.ofPeers, (family) => family)
  }

  /** Share of the accounts that bought the family within the last 365 days: of the peers, or of the shop where there are none. */
  buyingShare(family: number): number {
    if (this.peers >= MIN_PEERS) return (this.ofPeers.n[family] ?? 0) / this.peers
    return (this.shop.n[family] ?? 0) / Math.max(1, this.snapshot.known)
  }

  /** What those who buy the family spend on it. */
  shareOf(family: number): WalletShare {
    if ((this.ofPeers.n[family] ?? 0) >= MIN_PEERS) return meanOf(this.ofPeers, family, 'peers')
    if ((this.shop.n[family] ?? 0) >= MIN_PEERS) return meanOf(this.shop, family, 'shop')
    return meanOf(this.all, 0, 'all')
  }

  private add(account: number, { n, sum, squares }: Sums, at: (family: number) => number): void {
    const { ledger, yearly, total } = this.snapshot
    const all = total[account] ?? 0
    if (all <= 0) return
    const end = ledger.cellStarts[account + 1] ?? 0
    for (let cell = ledger.cellStarts[account] ?? 0; cell < end; cell += 1) {
      const spend = yearly[cell] ?? 0
      if (spend <= 0) continue
      const place = at(ledger.cellFamilies[cell] ?? 0)
      const share = Math.min(1, spend / all)
      n[place] = (n[place] ?? 0) + 1
      sum[place] = (sum[place] ?? 0) + share
      squares[place] = (squares[place] ?? 0) + share * share
    }
  }
}

function meanOf({ n, sum, squares }: Sums, at: number, basis: WalletBasis): WalletShare {
  const accounts = n[at] ?? 0
  if (accounts === 0) return { share: NO_SHARE, error: NO_SHARE, accounts: 0, basis }
  const mean = (sum[at] ?? 0) / accounts
  const variance = Math.max(0, (squares[at] ?? 0) - accounts * mean * mean) / Math.max(1, accounts - 1)
  // One account alone is as far off as it is large.
  const error = accounts === 1 ? mean : Math.sqrt(variance / accounts)
  return { share: Math.min(MAX_SHARE, mean), error, accounts, basis }
}

/**
 * What an account would spend on a family in a year if the family had a share of its spend: others · share / (1 − share).
 * @param others what it spends on all other families, minor units a year
 */
export const spendAtShare = (others: number, share: number): number => (others * share) / (1 - share)

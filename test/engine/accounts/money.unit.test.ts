import { describe, expect, it } from 'vitest'
import { dice } from '../../../bench/quality/tasks.ts'
import { expectedMargin } from '../../../engine/accounts/expected-margin.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { marginRates } from '../../../engine/accounts/margin-rates.ts'
import { snapshotAt } from '../../../engine/accounts/snapshot.ts'
import { spendAtShare, Wallets } from '../../../engine/accounts/wallet.ts'
import { normalQuantile } from '../../../engine/numbers/normal.ts'
import { linesOf, type SomeLine } from './some-lines.ts'

describe('margin rate of a family', () => {
  const rates = (rows: readonly SomeLine[]) => marginRates(new Ledger(linesOf(rows)), 200, 0.25)

  it('is margin over spend where costs are known, and the given share where none is', () => {
    const found = rates([
      [0, 0, 0, 100, 100, 40],
      [1, 0, 0, 100, 300, 40],
      [1, 0, 0, 101, 999, Number.NaN],
      [0, 1, 1, 100, 500, Number.NaN],
    ])
    expect(found[0]?.rate).toBeCloseTo(80 / 400, 12)
    // Residuals 40 − 20 and 40 − 60, over two accounts: √(2 · 800) / 400.
    expect(found[0]?.error).toBeCloseTo(0.1, 12)
    expect(found[1]).toEqual({ rate: 0.25, error: 0, is_assumed: true })
  })

  it('may be below 0', () => {
    expect(rates([[0, 0, 0, 100, 100, -30]])[0]).toEqual({ rate: -0.3, error: 0.55, is_assumed: false })
  })

  it('is that of the last 365 days', () => {
    const rows: SomeLine[] = [
      [0, 0, 0, 0, 100, 90],
      [0, 0, 0, 400, 100, 10],
    ]
    expect(marginRates(new Ledger(linesOf(rows)), 401, 0.25)[0]?.rate).toBeCloseTo(0.1, 12)
  })
})

describe('what others spend', () => {
  // Twelve accounts spend 90 on family 0 and 10 on family 1, each times its number plus one; account 12 only 800 on family 0.
  const rows = Array.from({ length: 12 }, (_, account): SomeLine[] => [
    [account, 0, 0, 0, 90 * (account + 1)],
    [account, 1, 1, 364, 10 * (account + 1)],
  ]).flat()
  const wallets = new Wallets(snapshotAt(new Ledger(linesOf([...rows, [12, 0, 0, 10, 800]])), 365, 90))

  it('is a share of their own spend, so that all sizes count alike', () => {
    expect(wallets.shareOf(1)).toMatchObject({ share: expect.closeTo(0.1, 12), accounts: 12, basis: 'shop' })
    expect(wallets.buyingShare(1)).toBeCloseTo(12 / 13, 12)
  })

  it('is told of peers from ten buyers on', () => {
    wallets.read(Uint32Array.from({ length: 11 }, (_, peer) => peer))
    expect(wallets.shareOf(1)).toMatchObject({ accounts: 11, basis: 'peers' })
    expect(wallets.buyingShare(1)).toBe(1)
    wallets.read(Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 12]))
    expect(wallets.shareOf(1)).toMatchObject({ accounts: 12, basis: 'shop' })
    expect(wallets.buyingShare(1)).toBe(0.9)
  })

  it('becomes money of the account: a tenth of all spend is a ninth of the other nine tenths', () => {
    expect(spendAtShare(900, 0.1)).toBeCloseTo(100, 10)
  })
})

describe('expected margin', () => {
  const sure = { share: 0.1, error: 0, accounts: 20, basis: 'peers' } as const
  const known = { rate: 0.3, error: 0, is_assumed: false }

  it('is probability times spend times margin rate, and exact when nothing is estimated', () => {
    const found = expectedMargin({ probability: 0.2, error: 0 }, 1_000, sure, known)
    for (const end of [found.value, found.low, found.high]) expect(end).toBeCloseTo(60, 10)
  })

  it('below 0 has its ends in the right order', () => {
    const loss = expectedMargin({ probability: 0.2, error: 0.3 }, 1_000, sure, { ...known, rate: -0.3 })
    const win = expectedMargin({ probability: 0.2, error: 0.3 }, 1_000, sure, known)
    expect(loss.value).toBeCloseTo(-60, 10)
    expect([loss.low, loss.high]).toEqual([-win.high, -win.low])
  })

  it('is finite whatever the errors', () => {
    const found = expectedMargin(
      { probability: 0.5, error: 1e9 },
      1e6,
      { ...sure, error: 5, accounts: 1 },
      known,
    )
    expect(Object.values(found).every(Number.isFinite)).toBe(true)
  })

  it('lies in its interval in 92 to 98 of 100 simulated shops', () => {
    const draw = dice(21)
    const normal = () => normalQuantile((draw(1_000_000) + 0.5) / 1_000_000)
    const [chance, share, rate, others] = [0.15, 0.08, 0.3, 10_000]
    const truth = chance * spendAtShare(others, share) * rate
    let inside = 0
    const shops = 2_000
    for (let shop = 0; shop < shops; shop += 1) {
      // Ten to fifty peers whose shares are lognormal with a deviation of 0.8 and the mean 0.08.
      const accounts = 10 + draw(41)
      const shares = Array.from({ length: accounts }, () => share * Math.exp(0.8 * normal() - 0.32))
      const mean = shares.reduce((sum, one) => sum + one, 0) / accounts
      const squares = shares.reduce((sum, one) => sum + (one - mean) ** 2, 0)
      const error = Math.sqrt(squares / (accounts - 1) / accounts)
      const odds = Math.log(chance / (1 - chance)) + 0.25 * normal()
      const { low, high } = expectedMargin(
        { probability: 1 / (1 + Math.exp(-odds)), error: 0.25 },
        spendAtShare(others, mean),
        { share: mean, error, accounts, basis: 'peers' },
        { rate: rate + 0.03 * normal(), error: 0.03, is_assumed: false },
      )
      if (low <= truth && truth <= high) inside += 1
    }
    expect(inside / shops).toBeGreaterThan(0.92)
    expect(inside / shops).toBeLessThan(0.98)
  })
})

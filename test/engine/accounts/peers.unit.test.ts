import { describe, expect, it } from 'vitest'
import { Associations, inverted } from '../../../engine/accounts/associations.ts'
import { Ledger } from '../../../engine/accounts/ledger.ts'
import { MIN_PEERS, PeerFinder, WEIGHTINGS } from '../../../engine/accounts/peers.ts'
import { snapshotAt } from '../../../engine/accounts/snapshot.ts'
import { FIRST, linesOf, type SomeLine, twoKinds } from './some-lines.ts'

const END = FIRST + 365
const finderOf = (rows: readonly SomeLine[], weighting: (typeof WEIGHTINGS)[number] = 'index') =>
  new PeerFinder(snapshotAt(new Ledger(linesOf(rows)), END, 90), weighting)

describe('peers', () => {
  it.each(WEIGHTINGS)('buy the same families, whatever the weighting: %s', (weighting) => {
    const peers = [...finderOf(twoKinds(60), weighting).of(4)]
    expect(peers.length).toBe(29)
    expect(peers.every((peer) => peer % 2 === 0 && peer !== 4)).toBe(true)
  })

  it('are none at all where fewer than ten buy alike', () => {
    expect(finderOf(twoKinds(20)).of(0).length).toBe(0)
    expect(finderOf(twoKinds(22)).of(0).length).toBe(MIN_PEERS)
  })

  it('are none of an account without purchases, nor of the only account', () => {
    const rows = twoKinds(40).filter(([account]) => account !== 3)
    expect(finderOf(rows).of(3).length).toBe(0)
    expect(finderOf(twoKinds(1)).of(0).length).toBe(0)
  })

  it('do not depend on the size of an account', () => {
    const rows = twoKinds(60)
    const thousandfold = rows.map(([account, family, item, day, spend]): SomeLine => {
      return [account, family, item, day, account === 4 ? 1_000 * spend : spend]
    })
    // What the others spend on a family in all moves the weights of both a little, so the same accounts, not the same order.
    const [before, after] = [rows, thousandfold].map((lines) => new Set(finderOf(lines, 'share').of(4)))
    expect(after).toEqual(before)
  })
})

describe('peers of large shops and accounts', () => {
  const alike = (accounts: number) => {
    const rows = Array.from({ length: accounts }, (_, account): SomeLine => [account, 0, 0, END - 1, 100])
    return new PeerFinder(snapshotAt(new Ledger(linesOf(rows)), END, 90), 'share', accounts).of(0)
  }

  it('are looked for among all of 4,000 accounts, and among about 2,500 of more', () => {
    expect(alike(4_000).length).toBe(3_999)
    // Each of 4,100 is drawn with a chance of 2,500 / 4,100: a standard deviation is 31.
    expect(Math.abs(alike(4_100).length - 2_500)).toBeLessThan(100)
    expect([...alike(4_100)]).toEqual([...alike(4_100)])
  })

  it('are those of the 64 families with the largest weights', () => {
    const lines = (account: number, from: number, to: number, spend: number) =>
      Array.from({ length: to - from }, (_, k): SomeLine => [account, from + k, from + k, END - 1, spend])
    // With all of its families, account 0 would have a cosine of 0.47 with those who buy the 36 smaller ones.
    const rows = [...lines(0, 0, 64, 200), ...lines(0, 64, 100, 100)]
    for (let account = 1; account <= 12; account += 1) rows.push(...lines(account, 64, 100, 100))
    for (let account = 13; account <= 24; account += 1) rows.push(...lines(account, 0, 64, 200))
    expect([...finderOf(rows, 'share').of(0)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, k) => 13 + k),
    )
  })
})

describe('associations', () => {
  it('rest on the inverse of a matrix', () => {
    // 1 / (4 · 3 − 2²) · (3, −2; −2, 4)
    const inverse = inverted(Float64Array.of(4, 2, 2, 3), 2)
    expect([...inverse].map((one) => Number(one.toFixed(10)))).toEqual([0.375, -0.25, -0.25, 0.5])
  })

  it('tell families that are bought by the same accounts from others', () => {
    const associations = new Associations(snapshotAt(new Ledger(linesOf(twoKinds(60))), END, 90))
    expect(associations.weightOf(0, 1)).toBeGreaterThan(0)
    expect(associations.weightOf(0, 6)).toBeLessThanOrEqual(0)
    expect(associations.weightOf(2, 2)).toBe(0)
  })

  it('are known of the 400 families with the most owners', () => {
    const rows = Array.from({ length: 401 }, (_, family): SomeLine[] =>
      (family === 7 ? [0] : [0, 1]).map((account) => [account, family, family, END - 1, 100]),
    ).flat()
    const associations = new Associations(snapshotAt(new Ledger(linesOf(rows)), END, 90))
    expect(associations.associated).not.toContain(7)
    expect([associations.weightOf(7, 8), associations.weightOf(8, 7)]).toEqual([0, 0])
    expect(associations.weightOf(8, 9)).toBeGreaterThan(0)
    const sums = new Float64Array(400)
    associations.addTo(sums, 7, 1)
    expect(sums.every((sum) => sum === 0)).toBe(true)
  })
})

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
})

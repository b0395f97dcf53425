import { describe, expect, it } from 'vitest'
import { type Clusters, clusterOf, findClusters, kMeans } from '../../../engine/customer/clusters.ts'
import { breaksOf, type Rfm, rfmOf, scoresOf } from '../../../engine/customer/rfm.ts'

function ended<T>(steps: Generator<undefined, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

describe('fifths of recency, frequency and monetary value', () => {
  it('are of the days with purchases', () => {
    const days = [
      { day: 100, paid: 500 },
      { day: 130, paid: 700 },
    ]
    expect(rfmOf(days, 140)).toEqual({ recency: 10, frequency: 2, monetary: 1_200 })
  })

  it('have as many customers each as can be, 5 the best', () => {
    const customers = Array.from({ length: 10 }, (_, at) => ({
      ...{ recency: at + 1, frequency: at + 1, monetary: 100 * (at + 1) },
    }))
    const breaks = breaksOf(customers)
    expect(breaks).toEqual({ recency: [2, 4, 6, 8], frequency: [2, 4, 6, 8], monetary: [200, 400, 600, 800] })
    const scores = customers.map((one) => scoresOf(one, breaks))
    expect(scores.map(({ monetary }) => monetary)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    expect(scores.map(({ recency }) => recency)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
  })

  it('are equal for equal customers, also where most bought once', () => {
    const customers = [1, 1, 1, 1, 1, 1, 1, 1, 2, 5].map((frequency) => ({
      recency: 1,
      frequency,
      monetary: 1,
    }))
    const breaks = breaksOf(customers)
    expect(customers.map((one) => scoresOf(one, breaks).frequency)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 5, 5])
  })
})

describe('k-means', () => {
  /** Least sum of squared distances over all ways to divide the points in two, tried one by one. */
  function leastInertia(points: number[][]): number {
    let least = Number.POSITIVE_INFINITY
    for (let way = 1; way < 2 ** (points.length - 1); way += 1) {
      const sides = [0, 1].map((side) => points.filter((_, at) => ((way >> at) & 1) === side))
      const sum = sides.flatMap((side) => {
        const centre = [0, 1].map((d) => side.reduce((all, one) => all + (one[d] ?? 0), 0) / side.length)
        return side.map((one) => one.reduce((all, value, d) => all + (value - (centre[d] ?? 0)) ** 2, 0))
      })
      least = Math.min(
        least,
        sum.reduce((a, b) => a + b, 0),
      )
    }
    return least
  }

  it('finds a division of few points that is at most 2 % worse than the best, on average', () => {
    let state = 7
    const random = () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
    let worse = 0
    for (let trial = 0; trial < 20; trial += 1) {
      const points = Array.from({ length: 9 }, () => [random(), random()])
      const found = Array.from({ length: 10 }, (_, seed) => ended(kMeans(points, 2, seed)).inertia)
      const least = leastInertia(points)
      expect(Math.min(...found)).toBeGreaterThan(least - 1e-9)
      worse += Math.min(...found) / least - 1
    }
    expect(worse / 20).toBeLessThan(0.02)
  })

  it('of fewer different points than clusters leaves none of them away from its centre', () => {
    const { centres, of, inertia } = ended(kMeans([[0], [0], [5], [5], [5]], 4, 1))
    expect(inertia).toBe(0)
    expect(of.map((cluster) => centres[cluster])).toEqual([[0], [0], [5], [5], [5]])
  })
})

describe('clusters of customers', () => {
  /** Three planted kinds of customers, spread by a third. */
  const planted: [string, Rfm][] = ['regulars', 'guests', 'rich'].flatMap((kind, which) =>
    Array.from({ length: 60 }, (_, at): [string, Rfm] => {
      const spread = 0.8 + ((at * 7) % 10) / 25
      const [recency = 0, frequency = 0, value = 0] =
        [
          [8, 24, 2_000],
          [300, 1.2, 1_500],
          [90, 3, 60_000],
        ][which] ?? []
      return [
        kind,
        { recency: recency * spread, frequency: frequency * spread, monetary: value * frequency * spread },
      ]
    }),
  )
  const customers = planted.map(([, rfm]) => rfm)
  const model = ended(findClusters(customers)) as Clusters

  it('are the planted kinds, by names of what tells them apart', () => {
    const kinds = new Map<string, Set<string | undefined>>()
    for (const [kind, rfm] of planted)
      kinds.set(kind, (kinds.get(kind) ?? new Set()).add(clusterOf(rfm, model)))
    expect([...kinds].map(([kind, names]) => [kind, [...names]])).toEqual([
      ['regulars', ['recent-frequent-small']],
      ['guests', ['lapsed-rare-small']],
      ['rich', ['large']],
    ])
    expect(model.clusters.map(({ share }) => share.toFixed(2))).toEqual(['0.33', '0.33', '0.33'])
    const regulars = model.clusters.find(({ name }) => name.includes('frequent'))
    expect(regulars?.frequency).toBeGreaterThan(15)
    expect(regulars?.frequency).toBeLessThan(30)
  })

  it('are the same when they are found again, and keep their names when some customers come', () => {
    expect(ended(findClusters(customers))).toEqual(model)
    const more = [...customers, ...customers.slice(0, 9)]
    const again = ended(findClusters(more))
    expect(again?.clusters.map(({ name }) => name).sort()).toEqual(
      model.clusters.map(({ name }) => name).sort(),
    )
  })

  it('are none where all customers are alike', () => {
    expect(
      ended(findClusters(Array.from({ length: 200 }, () => ({ recency: 3, frequency: 1, monetary: 5 })))),
    ).toBeNull()
  })

  it('are in the order of their names where they are equally large, whatever the order of the customers', () => {
    for (const all of [customers, customers.toReversed()]) {
      const names = ended(findClusters(all))?.clusters.map(({ name }) => name)
      expect(names).toEqual(['lapsed-rare-small', 'large', 'recent-frequent-small'])
    }
  })

  it('have no trait of a number that is the same for all, and none near the average', () => {
    // Everybody bought once for 10.00. Two groups are far from the middle one by the days since.
    const once = [1, 30, 900].flatMap((recency) =>
      Array.from({ length: 20 }, () => ({ recency, frequency: 1, monetary: 1_000 })),
    )
    const found = ended(findClusters(once))
    expect(found?.clusters.map(({ name }) => name)).toEqual(['average', 'lapsed', 'recent'])
    expect(found?.clusters.map(({ recency }) => recency)).toEqual(
      [30, 900, 1].map((days) => expect.closeTo(days, 6)),
    )
    expect(found && clusterOf({ recency: 1_000, frequency: 1, monetary: 1_000 }, found)).toBe('lapsed')
  })

  it('are as many as there are separate kinds: four of recent or lapsed, frequent or rare customers', () => {
    const kinds = [5, 400].flatMap((recency) =>
      [1, 30].flatMap((frequency) =>
        Array.from({ length: 20 }, () => ({ recency, frequency, monetary: 1_000 * frequency })),
      ),
    )
    expect(ended(findClusters(kinds))?.clusters.map(({ name }) => name)).toEqual([
      'lapsed-frequent',
      'lapsed-rare',
      'recent-frequent',
      'recent-rare',
    ])
  })
})

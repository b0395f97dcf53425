import { expect, it } from 'vitest'
import { Collections } from '../../../engine/alternatives/collections.ts'
import { Families } from '../../../engine/alternatives/families.ts'
import { familyLift } from '../../../engine/alternatives/family-lift.ts'
import { Switches } from '../../../engine/alternatives/switches.ts'
import { TfIdf } from '../../../engine/text/tf-idf.ts'
import { type Bought, basketsOf, placesOf, run } from '../mine/a-shop.ts'
import { featuresOf, type TestItem } from './some-features.ts'

/** The families of a shop, and its orders. */
function familiesOf(items: readonly TestItem[], orders: readonly Bought[] = []) {
  const baskets = basketsOf(items.length, orders)
  const features = featuresOf(items)
  const titles = new TfIdf(features.titles, baskets.arena, { dropsStopWords: true })
  run(titles.build())
  const families = new Families(features, titles, baskets)
  run(families.build())
  return { families, baskets }
}

it('groups of an item are the prefixes of its path, else its collection, else a number for similar titles', () => {
  const tree = familiesOf([{ in: ['Shop > Kitchen > Mugs'] }, { title: 'Kite' }, { in: ['Shop > Pots'] }])
  expect(tree.families.groupsOf(0)).toEqual(['Shop', 'Shop > Kitchen', 'Shop > Kitchen > Mugs'])
  const flat = familiesOf([
    { in: ['mugs'] },
    { in: ['mugs'] },
    { title: 'Enamel milk jug' },
    { title: 'Enamel milk jug, large' },
    { title: 'Kite' },
  ]).families
  expect(flat.groupsOf(0)).toEqual(['mugs'])
  expect(flat.groupsOf(3)).toEqual(flat.groupsOf(2))
  expect(flat.groupsOf(4)).not.toEqual(flat.groupsOf(2))
})

it('two collections of the same 1,001 items are weighed with a pause each', () => {
  const built = (members: number) => {
    const names = Array.from({ length: 1_001 }, (_, item) => (item < members ? ['S > A', 'S > B'] : []))
    const collections = new Collections(names, basketsOf(1, []).arena)
    return { pauses: [...collections.build()].length, collections }
  }
  const [many, fewer] = [built(1_001), built(1_000)]
  expect(many.pauses - fewer.pauses).toBe(2)
  // Each weighs 1 / (ln(2 + 1,001) · 2): its members have one other collection.
  expect(many.collections.shared(0, 1)).toBeCloseTo(1 / Math.log(1_003), 12)
})

it('orders of more than 20,000 lines are compared with families with a pause', () => {
  const items = [{ in: ['S > A'] }, { in: ['S > A'] }, { in: ['S > B'] }, { in: ['S > B'] }]
  const orders = (times: number) =>
    Array.from({ length: times }, () => [{ items: [0, 1] }, { items: [2, 3] }]).flat()
  const compared = (times: number) => {
    const { families, baskets } = familiesOf(items, orders(times))
    const steps = familyLift(baskets, families)
    let pauses = 0
    let step = steps.next()
    for (; !step.done; step = steps.next()) pauses += 1
    return { pauses, lift: step.value }
  }
  const [few, many] = [compared(5_000), compared(5_001)]
  expect(many.pauses - few.pauses).toBe(1)
  // Of the lines of the three other items a third are of the same family.
  expect([few.lift, many.lift]).toEqual([expect.closeTo(3, 5), expect.closeTo(3, 5)])
})

it('a customer with a single order of more than 300 items is no owner', () => {
  const owners = (count: number) => {
    const baskets = basketsOf(310, [
      { who: 'ann', day: 1, items: Array.from({ length: count }, (_, n) => n) },
    ])
    const switches = new Switches(baskets)
    switches.count(Uint32Array.from(placesOf(baskets, 0)))
    return switches.owners
  }
  expect([owners(300), owners(301)]).toEqual([1, 0])
})

it('a customer with more than 2,000 order lines is no owner', () => {
  const owners = (orders: number) => {
    const held = Array.from({ length: orders }, (_, day) => ({ who: 'ann', day: 1 + day, items: [0, 1] }))
    const baskets = basketsOf(2, held)
    const switches = new Switches(baskets)
    switches.count(Uint32Array.from(placesOf(baskets, 0)))
    return switches.owners
  }
  expect([owners(1_000), owners(1_001)]).toEqual([1, 0])
})

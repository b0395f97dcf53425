import { expect, it } from 'vitest'
import { walk } from '../../demo/shoppers/shopper.ts'
import { historyOf, townOf, WORLDS } from '../../demo/shoppers/world.ts'

const people = Array.from({ length: 3_000 }, (_, n) => n)

it.each(WORLDS)(
  'in a world where learning %s the same seed gives the same town, orders and shoppers',
  (world) => {
    const [a, b] = [townOf(world, 1), townOf(world, 1)]
    expect(a).toEqual(b)
    expect(historyOf(a, 1, 50)).toEqual(historyOf(b, 1, 50))
    const list = a.extras.map(({ item_id }) => item_id)
    expect(walk(a, 7, () => list)).toEqual(walk(b, 7, () => list))
  },
)

it('shoppers look less at later positions', () => {
  const town = townOf('cannot_help', 1)
  const clicked = (item_id: string, list: string[]) =>
    people.filter((n) => walk(town, n, () => list).visits[0]?.clicked.includes(item_id)).length
  const list = town.extras.slice(0, 4).map(({ item_id }) => item_id)
  expect(clicked('extra-0', list)).toBeGreaterThan(1.5 * clicked('extra-0', [...list].reverse()))
})

it('eye-catching items are clicked more often than they are kept', () => {
  const town = townOf('clicks_mislead', 1)
  const list = town.extras.map(({ item_id }) => item_id)
  const ways = people.map((n) => walk(town, n, () => list))
  const share = (glitters: boolean) => {
    const ids = town.extras.filter(({ glitter }) => glitter > 0 === glitters).map(({ item_id }) => item_id)
    const count = (of: (way: (typeof ways)[number]) => readonly string[]) =>
      ways.reduce((sum, way) => sum + of(way).filter((id) => ids.includes(id)).length, 0)
    const kept = count(({ bought, returned }) => bought.filter((id) => !returned.includes(id)))
    return kept / count(({ visits }) => visits.flatMap(({ clicked }) => clicked))
  }
  expect(share(true)).toBeLessThan(0.8 * share(false))
})

it('a shopper without a panel adds nothing from it', () => {
  const town = townOf('can_help', 1)
  expect(people.every((n) => walk(town, n, () => []).margin === 0)).toBe(true)
})

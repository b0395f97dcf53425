import { expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { apportion } from '../../../engine/measure/apportion.ts'
import {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  attribute,
  type Path,
} from '../../../engine/measure/attribution.ts'
import { DAY } from '../../../vocabulary/time.ts'

/** Returns a path of channels a day apart, with a purchase on the day after the last. */
const aPath = (channels: string, value: number): Path => {
  const touches = channels.split(' ').map((channel, at) => ({ at: at * DAY, channel }))
  return { touches, at: touches.length * DAY, value }
}
const credited = (paths: Path[], model: AttributionModel) => Object.fromEntries(attribute(paths, model))

it.each<[AttributionModel, Record<string, number>]>([
  ['last', { page: 0, cart: 1000 }],
  ['first', { page: 1000, cart: 0 }],
  ['linear', { page: 750, cart: 250 }],
  // 40 + 10 + 10 for the first three, 40 for the last.
  ['position', { page: 600, cart: 400 }],
  // 2^(-4/7) + 2^(-3/7) + 2^(-2/7) = 2.2363 beside 2^(-1/7) = 0.9057
  ['time_decay', { page: 712, cart: 288 }],
  ['shapley', { page: 500, cart: 500 }],
])('%s shares 10.00 of page, page, page, cart as calculated by hand', (model, expected) => {
  expect(credited([aPath('page page page cart', 1000)], model)).toEqual(expected)
})

it.each(ATTRIBUTION_MODELS)('%s divides to the cent: the parts add up to the total', (model) => {
  const { below } = dice(3)
  const paths = Array.from({ length: 200 }, () =>
    aPath(Array.from({ length: 1 + below(6) }, () => 'abcd'[below(4)]).join(' '), 1 + below(99_999)),
  )
  const whole = paths.reduce((sum, { value }) => sum + value, 0)
  expect([...attribute(paths, model).values()].reduce((sum, part) => sum + part, 0)).toBe(whole)
})

/** Shapley's value by its definition: over all orders in which the channels could join. */
function byPermutations(paths: Path[], channels: string[]): Record<string, number> {
  const worth = (set: string[]) =>
    paths
      .filter(({ touches }) => touches.every(({ channel }) => set.includes(channel)))
      .reduce((sum, { value }) => sum + value, 0)
  const orders = (rest: string[]): string[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((one) => orders(rest.filter((x) => x !== one)).map((o) => [one, ...o]))
  const all = orders(channels)
  return Object.fromEntries(
    channels.map((channel) => {
      const gains = all.map((order) => {
        const before = order.slice(0, order.indexOf(channel))
        return worth([...before, channel]) - worth(before)
      })
      return [channel, gains.reduce((sum, gain) => sum + gain, 0) / all.length]
    }),
  )
}

it("equals Shapley's value by its definition, journeys without a purchase included", () => {
  const paths = [
    aPath('a', 600),
    aPath('a b', 1200),
    aPath('b c a b', 3000),
    aPath('c d', 900),
    aPath('a d', 0),
    aPath('d', 0),
  ]
  expect(credited(paths, 'shapley')).toEqual(byPermutations(paths, ['a', 'b', 'c', 'd']))
})

it.each([
  [100, [1, 1, 1], [34, 33, 33]],
  [100, [1, 2, 4], [14, 29, 57]],
  [-100, [1, 1, 1], [-34, -33, -33]],
  [0, [1, 1], [0, 0]],
])('%s by %s is %s', (amount, weights, parts) => {
  expect(apportion(amount, weights)).toEqual(parts)
})

import { expect, it } from 'vitest'
import { ResponseCounts } from '../../../engine/measure/response-counts.ts'

/** Returns views of an item at a position by buyers, of whom one in `every` kept it; one buyer per day. */
function seen(
  answers: ResponseCounts,
  item_id: string,
  index: number,
  buyers: number,
  every: number,
  days = 10,
): void {
  for (let n = 0; n < buyers; n += 1) {
    const kept = n % every === 0
    answers.add({
      ...{ placement: 'product', seed_item_id: 'tea', item_id, index, kept },
      ...{ day: n % days, network: `network-${n}` },
    })
  }
}

it('an item that buyers keep more often than others at its position moves up, the others down, within bounds', () => {
  const answers = new ResponseCounts()
  seen(answers, 'mug', 0, 1000, 5)
  seen(answers, 'pot', 0, 1000, 20)
  seen(answers, 'cup', 0, 1000, 8)
  const learned = Object.fromEntries(answers.learnedFactors().map(({ item_id, factor }) => [item_id, factor]))
  // Expected at that position: 375 of 3,000. The cup: (125 + 25) / 1,200 = 0.125.
  expect(learned).toEqual({ mug: 1.25, pot: 0.8, cup: 1 })
})

it('a good position does not raise an item’s factor', () => {
  const answers = new ResponseCounts()
  seen(answers, 'mug', 0, 500, 4)
  seen(answers, 'pot', 3, 500, 20)
  expect(answers.learnedFactors().map(({ factor }) => factor)).toEqual([1, 1])
})

it('few buyers or few days teach nothing', () => {
  const answers = new ResponseCounts()
  seen(answers, 'mug', 0, 49, 1)
  seen(answers, 'pot', 0, 500, 9, 6)
  expect(answers.learnedFactors()).toEqual([])
})

it('of one group of addresses five buyers count for a suggestion; where it is not known all do', () => {
  const answers = new ResponseCounts()
  for (let n = 0; n < 60; n += 1) {
    const response = { placement: 'product', seed_item_id: 'tea', index: 0, kept: true, day: n % 10 }
    answers.add({ ...response, item_id: 'mug', network: 'one office' })
    answers.add({ ...response, item_id: 'pot', network: '' })
    answers.add({ ...response, item_id: 'cup', network: `office ${n % 12}` })
  }
  // Five buyers of the mug are below the 50 that teach anything.
  expect(answers.learnedFactors().map(({ item_id, visitors }) => [item_id, visitors])).toEqual([
    ['cup', 60],
    ['pot', 60],
  ])
})

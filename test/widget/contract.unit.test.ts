import { expect, it } from 'vitest'
import { hash32 } from '../../engine/numbers/hash.ts'
import { MAX_EVENTS } from '../../schema/outcomes/events.ts'
import { armOf, draw } from '../../widget/lazy/arms.ts'
import { MAX_SENT_EVENTS } from '../../widget/page/events.ts'

it('the page and the Worker draw the same arms', () => {
  for (let n = 0; n < 1_000; n += 1) {
    const [experiment, visitor] = [`x${n % 7}`, `visitor-é-${n}`]
    expect(draw(experiment, visitor)).toBe(hash32(`${experiment}:${visitor}`) / 2 ** 32)
  }
})

it('the arms follow each other from 0, and a draw beyond them is in no arm', () => {
  const arms = [
    { arm: 'a', share: 0.25, holdout: false },
    { arm: 'b', share: 0.25, holdout: true },
  ]
  const answer = { items: [], experiment: { experiment_id: 'x', arms } }
  const counts = new Map<string, number>()
  for (let n = 0; n < 4_000; n += 1) {
    const visitor = `visitor-${n}`
    const { place } = armOf(answer, visitor)
    const u = draw('x', visitor)
    expect(place?.arm).toBe(u < 0.25 ? 'a' : u < 0.5 ? 'b' : undefined)
    counts.set(place?.arm ?? '', (counts.get(place?.arm ?? '') ?? 0) + 1)
  }
  // 1,000 expected of each, standard deviation 27.
  expect(Math.abs((counts.get('a') ?? 0) - 1_000)).toBeLessThan(110)
  expect(Math.abs((counts.get('b') ?? 0) - 1_000)).toBeLessThan(110)
})

it('a beacon holds as many events as the API accepts', () => expect(MAX_SENT_EVENTS).toBe(MAX_EVENTS))

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DAY } from '../../vocabulary/time.ts'
import type { Memory } from '../../widget/lazy/memory.ts'
import { personal, remember } from '../../widget/lazy/personal.ts'
import type { CardItem, Shown } from '../../widget/view/shown.ts'
import { item, panel } from './answers.ts'

const VISITOR = 'visitor-of-the-test'

/** Returns a storage with this content under our key. */
function memory(kept: Record<string, unknown> = {}): Memory {
  let text = JSON.stringify(kept)
  return {
    read: () => JSON.parse(text),
    write: (next) => {
      text = JSON.stringify(next)
      return true
    },
  }
}
const cards = (...ids: string[]) => ids.map((id) => item(id)) as CardItem[]
const shown = (more: Partial<Shown> = {}): Shown =>
  panel(cards('mug', 'pot'), {}, { spare: cards('jar', 'lid'), ...more })
/** No item was dismissed. */
const nothing = () => false
const idsOf = (list: readonly { item_id: string }[] = []) => list.map(({ item_id }) => item_id)
const seen = (kept: Memory, name: 'rec_viewable' | 'select_item' | 'rec_dismissed', ids: string[]) =>
  remember(kept, name, cards(...ids))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('two views change nothing, the third in seven days pauses the item for ten days', () => {
  const kept = memory()
  for (const day of [0, 3, 6]) {
    vi.setSystemTime(day * DAY + 1)
    expect(idsOf(personal(shown(), VISITOR, kept, nothing).answer.items)).toEqual(['mug', 'pot'])
    seen(kept, 'rec_viewable', ['mug'])
  }
  expect(idsOf(personal(shown(), VISITOR, kept, nothing).answer.items)).toEqual(['pot', 'jar'])
  vi.setSystemTime(16 * DAY)
  expect(idsOf(personal(shown(), VISITOR, kept, nothing).answer.items)).toEqual(['pot', 'jar'])
  vi.setSystemTime(16 * DAY + 2)
  expect(idsOf(personal(shown(), VISITOR, kept, nothing).answer.items)).toEqual(['mug', 'pot'])
})

it('views further apart do not pause an item', () => {
  const kept = memory()
  for (const day of [0, 4, 8, 12]) {
    vi.setSystemTime(day * DAY + 1)
    seen(kept, 'rec_viewable', ['mug'])
  }
  expect(kept.read().resting).toBeUndefined()
})

it('a press restarts the count', () => {
  const kept = memory()
  for (const name of [
    'rec_viewable',
    'rec_viewable',
    'select_item',
    'rec_viewable',
    'rec_viewable',
  ] as const) {
    seen(kept, name, ['mug'])
  }
  expect(kept.read().resting).toBeUndefined()
})

it('a dismissed item pauses its family for thirty days, and nothing else', () => {
  const kept = memory()
  const [mug, pot, cup] = [item('mug', { family: 0 }), item('pot'), item('cup', { family: 0 })]
  const items = [cup, pot, item('lid')]
  const idsAt = (time: number) => {
    vi.setSystemTime(time)
    return idsOf(personal(shown({ items, spare: [mug] }), VISITOR, kept, nothing).answer.items)
  }
  vi.setSystemTime(1)
  remember(kept, 'rec_dismissed', [mug as CardItem])
  remember(kept, 'rec_dismissed', [pot as CardItem])
  expect(idsAt(30 * DAY)).toEqual(['lid'])
  expect(idsAt(30 * DAY + 1)).toEqual(['cup', 'lid'])
  expect(idsAt(90 * DAY + 1)).toEqual(['cup', 'pot', 'lid'])
})

it('other stored values are kept, and malformed ones are deleted', () => {
  const kept = memory({ visitor: VISITOR, seen: { mug: 'often', pot: [Number.NaN] }, resting: 7 })
  seen(kept, 'select_item', ['mug'])
  expect(kept.read()).toEqual({ visitor: VISITOR, seen: {} })
})

it('an item whose id is a property of every object is shown', () => {
  const odd = shown({ items: [item('constructor'), item('toString')] })
  expect(personal(odd, VISITOR, memory(), nothing).answer.items).toHaveLength(2)
})

it.each(['__proto__', 'constructor', 'toString'])(
  'views and dismissals of an item called %s are remembered',
  (id) => {
    const kept = memory()
    const odd = shown({ items: [item(id), item('cup')] })
    const isShown = () => idsOf(personal(odd, VISITOR, kept, nothing).answer.items).includes(id)
    for (const view of [1, 2, 3]) {
      expect([view, isShown()]).toEqual([view, true])
      seen(kept, 'rec_viewable', [id])
    }
    expect(isShown()).toBe(false)
    const fresh = memory()
    remember(fresh, 'rec_dismissed', [{ item_id: id } as CardItem])
    expect(Object.keys(Object(fresh.read().dismissed))).toEqual([id])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  },
)

it('the configured share of visitors gets a spare, each spare equally often, and the propensity is reported', () => {
  const explore = 0.2
  const answer = shown({ panel: { ...shown().panel, explore } })
  const got = new Map<string, number>()
  const visitors = 20_000
  for (let n = 0; n < visitors; n += 1) {
    const { answer: one, place } = personal(answer, `visitor-of-the-test-${n}`, memory(), nothing)
    const [first, last = ''] = idsOf(one.items)
    expect(first).toBe('mug')
    expect(place?.explore).toBe(last === 'pot' ? 0.8 : 0.1)
    expect(idsOf([...one.items, ...(one.spare ?? [])]).sort()).toEqual(['jar', 'lid', 'mug', 'pot'])
    got.set(last, (got.get(last) ?? 0) + 1)
  }
  // Four standard errors of a share of 0.1 in 20,000: 0.0085.
  for (const [id, share] of [
    ['jar', 0.1],
    ['lid', 0.1],
    ['pot', 0.8],
  ] as const) {
    expect(Math.abs((got.get(id) ?? 0) / visitors - share)).toBeLessThan(0.012)
  }
})

it('a dismissed item is not drawn, and its probability goes to the item in the last position', () => {
  const answer = shown({ panel: { ...shown().panel, explore: 0.2 } })
  for (let n = 0; n < 50; n += 1) {
    const { answer: one, place } = personal(
      answer,
      `visitor-of-the-test-${n}`,
      memory(),
      ({ item_id }) => item_id === 'mug',
    )
    // Without the mug the jar moves up, and only the lid is left as a spare.
    const [first, last] = idsOf(one.items)
    expect(first).toBe('pot')
    expect([last, place?.explore]).toEqual(last === 'jar' ? ['jar', 0.8] : ['lid', 0.2])
  }
})

it('a visitor in the holdout draws no spare', () => {
  const arms = [{ arm: 'none', share: 1, holdout: true }]
  const answer = shown({ panel: { ...shown().panel, explore: 1 }, experiment: { experiment_id: 'x', arms } })
  expect(personal(answer, VISITOR, memory(), nothing).place).toEqual({
    experiment_id: 'x',
    arm: 'none',
    holdout: true,
  })
})

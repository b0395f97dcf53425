import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { memoryAt } from '../../widget/lazy/memory.ts'
import { personal, remember } from '../../widget/lazy/personal.ts'
import type { CardItem } from '../../widget/view/shown.ts'
import { item, panel } from './answers.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 28)

let stored: string | null = null

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  vi.stubGlobal('window', {})
  vi.stubGlobal('localStorage', {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value
    },
    removeItem: () => {
      stored = null
    },
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const memory = memoryAt('pairwell', JSON.stringify)
const dismiss = (id: string) => remember(memory, 'rec_dismissed', [item(id) as CardItem])
/** Whether an item is left out of an answer for this browser. */
const isGone = (id: string): boolean =>
  personal(panel([item(id)]), 'visitor-of-the-test', memory, () => false).answer.items.length === 0

/** Fills the storage with dismissals: until when each item is hidden. */
function remembering(dismissed: unknown): void {
  stored = JSON.stringify({ visitor: 'browser-of-the-tests', dismissed, seen: { pot: [NOW] } })
}

it('expired dismissals are deleted when the next item is dismissed, and nothing else is', () => {
  remembering({ old: NOW - 1, now: NOW, '7': NOW - DAY, kept: NOW + 1, late: NOW + 90 * DAY })
  dismiss('mug')
  expect(JSON.parse(stored ?? '')).toEqual({
    visitor: 'browser-of-the-tests',
    dismissed: { kept: NOW + 1, late: NOW + 90 * DAY, mug: NOW + 90 * DAY },
    seen: { pot: [NOW] },
  })
})

it('a year of one dismissal a day keeps 90 of them', () => {
  remembering({})
  for (let day = 0; day < 365; day += 1) {
    vi.setSystemTime(NOW + day * DAY)
    dismiss(`item-${day}`)
  }
  expect(Object.keys(JSON.parse(stored ?? '').dismissed)).toHaveLength(90)
})

it('an item stays dismissed until its time is over, whatever its id', () => {
  remembering({ mug: NOW + 1, pot: NOW })
  expect(['mug', 'pot', 'jar', 'constructor', '__proto__'].map(isGone)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  dismiss('__proto__')
  expect(isGone('__proto__')).toBe(true)
})

it.each([undefined, null, 'text', 7, [], ['mug'], { mug: 'soon' }, { mug: null }])(
  'a stored value of another script dismisses nothing (%#)',
  (dismissed) => {
    remembering(dismissed)
    expect(isGone('mug')).toBe(false)
    dismiss('jar')
    expect(isGone('mug')).toBe(false)
    expect(JSON.parse(stored ?? '').dismissed).toEqual({ jar: NOW + 90 * DAY })
  },
)

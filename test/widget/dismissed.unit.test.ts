import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createConsent } from '../../widget/page/consent.ts'

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

/** Returns a storage with dismissals: until when each item is hidden. */
const remembering = (dismissed: unknown) => {
  stored = JSON.stringify({ visitor: 'browser-of-the-tests', dismissed, seen: { pot: [NOW] } })
  return createConsent({ dataset: { consent: 'granted' } } as never)
}

it('expired dismissals are deleted when the next item is dismissed, and nothing else is', () => {
  const consent = remembering({ old: NOW - 1, now: NOW, '7': NOW - DAY, kept: NOW + 1, late: NOW + 90 * DAY })
  consent.dismiss('mug')
  expect(JSON.parse(stored ?? '')).toEqual({
    visitor: 'browser-of-the-tests',
    dismissed: { kept: NOW + 1, late: NOW + 90 * DAY, mug: NOW + 90 * DAY },
    seen: { pot: [NOW] },
  })
})

it('a year of one dismissal a day keeps 90 of them', () => {
  const consent = remembering({})
  for (let day = 0; day < 365; day += 1) {
    vi.setSystemTime(NOW + day * DAY)
    consent.dismiss(`item-${day}`)
  }
  expect(Object.keys(JSON.parse(stored ?? '').dismissed)).toHaveLength(90)
})

it('an item stays dismissed until its time is over, whatever its id', () => {
  const consent = remembering({ mug: NOW + 1, pot: NOW })
  expect(['mug', 'pot', 'jar', 'constructor', '__proto__'].map(consent.gone)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  consent.dismiss('__proto__')
  expect(createConsent({ dataset: { consent: 'granted' } } as never).gone('__proto__')).toBe(true)
})

it.each([undefined, null, 'text', 7, [], ['mug'], { mug: 'soon' }, { mug: null }])(
  'a stored value of another script dismisses nothing (%#)',
  (dismissed) => {
    const consent = remembering(dismissed)
    expect(consent.gone('mug')).toBe(false)
    consent.dismiss('jar')
    expect(consent.gone('mug')).toBe(false)
    expect(JSON.parse(stored ?? '').dismissed).toEqual({ jar: NOW + 90 * DAY })
  },
)

it('without consent nothing is stored', () => {
  stored = null
  createConsent({ dataset: {} } as never).dismiss('mug')
  expect(stored).toBeNull()
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canBeInArm, controlArm, drawIntervals } from '../../../engine/measure/arms.ts'
import { drawOf } from '../../../engine/numbers/draw.ts'
import { OUTSIDE_ARM } from '../../../vocabulary/experiments.ts'
import { armOf, draw } from '../../../widget/lazy/arms.ts'
import { subjectIn } from '../../../widget/lazy/subject.ts'
import { subjectOf } from '../../../worker/ingest/identity/customer-token.ts'

const visitors = Array.from({ length: 400 }, (_, n) => `visitor-of-the-test-${n}`)

/** Returns a token; a draw reads only its middle part. @param claims of the merchant's server */
const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`
const halves = [0.5, 0.5].map((share, at) => ({ arm: `arm-${at}`, share, holdout: false }))
const place = (customer_token: string | undefined, visitor: string) =>
  armOf({ experiment: { experiment_id: 'x_1', unit: 'customer', arms: halves } }, visitor, customer_token)
    .place

describe('an experiment that draws customers', () => {
  it('draws a customer into the same arm in every browser, and half of the customers into each', () => {
    const arms = visitors.map((sub) => {
      const places = ['first-browser-of-a-customer', 'second-browser'].map(
        (visitor) => place(token({ sub }), visitor)?.arm,
      )
      expect(places[0]).toBe(places[1])
      return places[0]
    })
    const first = arms.filter((arm) => arm === 'arm-0').length
    expect(first).toBeGreaterThan(160)
    expect(first).toBeLessThan(240)
  })

  it.each([
    ['nobody', undefined],
    ['what is no token', 'ann'],
    ['a token of nothing', 'e30.W10.x'],
    ['a token of half a character', 'e30._.x'],
  ])('%s is in no arm', (_, told) => expect(place(told, 'visitor-of-the-test')).toBeUndefined())

  it.each([
    ['the id goes before the address', { sub: 'C-7', email: 'ann@example.com' }, 'c-7'],
    ['an address counts alike in every case', { email: 'Ann@Example.com' }, 'ann@example.com'],
    ['a number is an id, too', { sub: 7 }, '7'],
    ['letters beyond ASCII', { sub: 'Zoë?>~' }, 'zo\u00c3\u00ab?>~'.toLowerCase()],
  ])('%s, in the page as in the Worker', (_, claims, subject) => {
    expect([subjectIn(token(claims)), subjectOf(token(claims))]).toEqual([subject, subject])
  })
})

describe('assignment to arms', () => {
  it('the widget and the Worker draw the same arms', () => {
    for (const visitor of visitors) expect(draw('x_1', visitor)).toBe(drawOf('x_1', visitor))
  })

  it('a server that draws as API.md describes draws the same arms', () => {
    const [, salted = '', told] = /`(x_1:\w+)` gives (0\.\d+)/.exec(readFileSync('docs/API.md', 'utf8')) ?? []
    const [experiment_id = '', visitor_id = ''] = salted.split(':')
    expect(drawOf(experiment_id, visitor_id).toFixed(6)).toBe(told)
  })

  it.each([[[0.5, 0.5]], [[0.9, 0.1]], [[0.3, 0.2]]])(
    'visitors in an arm of shares %s stay in it while the ramp rises',
    (shares) => {
      const arms = shares.map((share, at) => ({ arm: `arm-${at}`, share, holdout: false, settings: {} }))
      const places = [1, 10, 50, 100].map((ramp) => {
        const experiment = { experiment_id: 'x_1', arms: drawIntervals({ arms, ramp }) }
        return visitors.map((visitor) => armOf({ experiment }, visitor).place?.arm)
      })
      places.slice(1).forEach((later, at) => {
        const moved = (places[at] ?? []).filter((arm, n) => arm?.startsWith('arm') && arm !== later[n])
        expect(moved).toEqual([])
      })
      const inside = (list: (string | undefined)[]) => list.filter((arm) => arm?.startsWith('arm')).length
      expect(places.map(inside)).toEqual([...places.map(inside)].sort((a, b) => a - b))
    },
  )
})

describe('intervals of the draw', () => {
  const a = { arm: 'a', share: 0.5, holdout: false }
  const b = { arm: 'b', share: 0.25, holdout: true }

  it('below 100 % those outside are between the first arm and the others', () => {
    expect(drawIntervals({ arms: [a, b], ramp: 50 })).toEqual([
      { ...a, share: 0.25 },
      { arm: OUTSIDE_ARM, share: 0.375, holdout: false },
      { ...b, share: 0.125 },
    ])
    expect(drawIntervals({ arms: [a, b], ramp: 100 })).toEqual([a, b])
  })

  it('an experiment without arms has none, at every ramp', () => {
    for (const ramp of [0, 50, 100]) expect(drawIntervals({ arms: [], ramp })).toEqual([])
  })

  it.each([
    [0, 'a', true],
    [0.49, 'a', true],
    [0.49, 'b', false],
    [0.5, 'a', false],
    [0.5, 'b', true],
    [0.75, 'b', false],
    [0.1, 'an arm of another experiment', false],
    [0.1, OUTSIDE_ARM, true],
  ])('whether a unit with the draw %d can be in %s at any ramp is %s', (draw, arm, expected) => {
    expect(canBeInArm({ arms: [a, b] }, draw, arm)).toBe(expected)
  })

  it('the arm to compare with is the holdout, else the first', () => {
    expect(controlArm([a, b])).toBe(b)
    expect(controlArm([a, { ...b, holdout: false }])).toBe(a)
    expect(controlArm([])).toBeUndefined()
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawOf } from '../../engine/numbers/draw.ts'
import { armOf, draw } from '../../widget/lazy/arms.ts'
import { stretchesOf } from '../../worker/arms.ts'

const visitors = Array.from({ length: 400 }, (_, n) => `visitor-of-the-test-${n}`)

describe('who is in which arm', () => {
  it('the widget and the Worker draw alike', () => {
    for (const visitor of visitors) expect(draw('x_1', visitor)).toBe(drawOf('x_1', visitor))
  })

  it('so does a server that draws as API.md says', () => {
    const [, salted = '', told] = /`(x_1:\w+)` gives (0\.\d+)/.exec(readFileSync('docs/API.md', 'utf8')) ?? []
    const [experiment_id = '', visitor_id = ''] = salted.split(':')
    expect(drawOf(experiment_id, visitor_id).toFixed(6)).toBe(told)
  })

  it.each([[[0.5, 0.5]], [[0.9, 0.1]], [[0.3, 0.2]]])(
    'whoever is in an arm of shares %s stays in it while the ramp rises',
    (shares) => {
      const arms = shares.map((share, at) => ({ arm: `arm-${at}`, share, holdout: false, settings: {} }))
      const places = [1, 10, 50, 100].map((ramp) => {
        const experiment = { experiment_id: 'x_1', arms: stretchesOf({ arms, ramp }) }
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

import { expect, it } from 'vitest'
import { Arena } from '../../../engine/data/arena.ts'

it('item numbers take two bytes each up to 65,536 items, and four from there on', () => {
  const arena = new Arena()
  expect(arena.numbersBelow(65_536, 10)).toBeInstanceOf(Uint16Array)
  expect(arena.used).toBe(20)
  const wide = arena.numbersBelow(65_537, 10)
  expect(arena.used).toBe(60)
  wide[0] = 65_536
  expect(wide[0]).toBe(65_536)
})

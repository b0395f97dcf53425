import { expect, it } from 'vitest'
import { dice } from '../../../demo/shop/orders/random.ts'
import { cuped } from '../../../engine/measure/cuped.ts'
import { pairsOf, varianceOf } from '../../../engine/measure/moments.ts'

/** Standard normal draws, by Box and Muller. */
const normals = (seed: number) => {
  const { chance } = dice(seed)
  return () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}

it.each([0, 0.5, 0.9])('the variance decreases by the squared correlation %s', (rho) => {
  const draw = normals(7)
  const arm = () =>
    pairsOf(
      Array.from({ length: 20_000 }, () => {
        const past = draw()
        return [rho * past + Math.sqrt(1 - rho ** 2) * draw(), past] as const
      }),
    )
  const { arms, theta, left } = cuped([arm(), arm()])
  expect(left).toBeCloseTo(1 - rho ** 2, 1)
  expect(theta).toBeCloseTo(rho, 1)
  expect(varianceOf(arms[0] ?? { n: 0, mean: 0, squares: 0 })).toBeCloseTo(1 - rho ** 2, 1)
})

it('subtracts what the past predicts, as calculated by hand', () => {
  // Past 0, 2 and 2, 4; present twice the past, plus 1 in the second arm: only the 1 remains.
  const { arms, theta } = cuped([
    pairsOf([
      [0, 0],
      [4, 2],
    ]),
    pairsOf([
      [5, 2],
      [9, 4],
    ]),
  ])
  expect(theta).toBe(2)
  expect(arms.map(({ mean, squares }) => [mean, squares])).toEqual([
    [4, 0],
    [5, 0],
  ])
})

it('without a past nothing changes', () => {
  const { arms, theta, left } = cuped([pairsOf([[3, 0]], 1), pairsOf([[5, 0]], 1)])
  expect([theta, left]).toEqual([0, 1])
  expect(arms.map(({ mean }) => mean)).toEqual([1.5, 2.5])
})

it('where all visitors have the same value there is no variance to remove', () => {
  const same = pairsOf([
    [3, 1],
    [3, 2],
  ])
  const { arms, theta, left } = cuped([same, same])
  expect([theta, left]).toEqual([0, 1])
  expect(arms.map(({ mean, squares }) => [mean, squares])).toEqual([
    [3, 0],
    [3, 0],
  ])
})

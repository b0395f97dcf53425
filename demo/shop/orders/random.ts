/** A random generator: the same seed gives the same numbers on every machine. */
export type Dice = {
  /** Uniform in [0, 1). */
  chance(): number
  /** Whole, 0 ≤ n < `below`. */
  below(below: number): number
  /** An exponential waiting time with this mean. */
  wait(mean: number): number
  /** An element of the list, drawn by weight; weights need not add up to 1. Undefined if all weights are 0. */
  pick<T>(list: readonly T[], weight: (one: T) => number): T | undefined
}

/**
 * Returns a generator by Mulberry32, which is short; its 32 bits of state suffice for a demo.
 *
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const chance = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    chance,
    below: (below) => Math.floor(chance() * below),
    wait: (mean) => -Math.log(1 - chance()) * mean,
    pick(list, weight) {
      const weights = list.map(weight)
      let left = chance() * weights.reduce((sum, one) => sum + one, 0)
      return list.find((_, index) => {
        left -= weights[index] ?? 0
        return left < 0
      })
    },
  }
}

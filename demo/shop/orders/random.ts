/** A stream of chances: the same seed gives the same stream on every machine. */
export type Dice = {
  /** Uniform in [0, 1). */
  chance(): number
  /** Whole, 0 ≤ n < `below`. */
  below(below: number): number
  /** A waiting time with this mean, exponential. */
  wait(mean: number): number
  /** One of the list, by weight; weights need not sum to 1. Undefined when nothing weighs anything. */
  pick<T>(list: readonly T[], weight: (one: T) => number): T | undefined
}

/**
 * Mulberry32: 32 bits of state are plenty for a demo, and it is short enough to read.
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

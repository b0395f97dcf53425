import { type Dice, dice } from '../../demo/shop/orders/random.ts'
import type { Pairs } from '../../engine/measure/moments.ts'

/** Simulated visitors: one in twenty buys, margins are skewed, and earlier buyers buy more often. */
export type World = {
  visitors: number
  /** Relative change of the margin per visitor in the arm. */
  effect: number
  /** Share of visitors with a past. */
  returning: number
}

const CONVERSION = 0.05
/** Minor units; a lognormal's median and spread. */
const MARGIN = { median: 1_500, spread: 0.7 }
/** Visitors with a past: factor of their conversion, and mean of their past. */
const LOYAL = { often: 2.5, mean: 3_000 }

const MEAN_MARGIN = MARGIN.median * Math.exp(MARGIN.spread ** 2 / 2)

/** Returns the expected margin per visitor of the control. */
export const trueMean = ({ returning }: World): number =>
  MEAN_MARGIN * CONVERSION * (1 + returning * (LOYAL.often - 1))

const normal = ({ chance }: Dice) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())

/** Sums of one arm as its visitors come. */
class Arm {
  private n = 0
  private y = 0
  private x = 0
  private yy = 0
  private xx = 0
  private yx = 0
  buyers = 0

  add(y: number, x: number): void {
    this.n += 1
    this.y += y
    this.x += x
    this.yy += y * y
    this.xx += x * x
    this.yx += y * x
    if (y > 0) this.buyers += 1
  }

  pairs(): Pairs {
    const { n, y, x } = this
    return {
      y: { n, mean: y / n, squares: this.yy - (y * y) / n },
      x: { n, mean: x / n, squares: this.xx - (x * x) / n },
      products: this.yx - (y * x) / n,
    }
  }
}

/** One experiment, half against half. @param look called `looks` times, evenly, the last at its end */
export function runLog(
  world: World,
  seed: number,
  looks: number,
  look: (arm: Pairs, control: Pairs, buyers: { arm: number; control: number }) => void,
): void {
  const stream = dice(seed)
  const [arm, control] = [new Arm(), new Arm()]
  const every = Math.floor(world.visitors / looks)
  // Half of the effect by more orders, half by larger ones.
  const half = Math.sqrt(1 + world.effect)
  for (let n = 1; n <= every * looks; n += 1) {
    const treated = stream.chance() < 0.5
    const loyal = stream.chance() < world.returning
    const past = loyal ? stream.wait(LOYAL.mean) : 0
    const often = loyal ? LOYAL.often * (past / LOYAL.mean) : 1
    const buys = stream.chance() < Math.min(1, CONVERSION * often * (treated ? half : 1))
    const margin = buys ? MARGIN.median * Math.exp(MARGIN.spread * normal(stream)) * (treated ? half : 1) : 0
    const group = treated ? arm : control
    group.add(margin, past)
    if (n % every === 0) look(arm.pairs(), control.pairs(), { arm: arm.buyers, control: control.buyers })
  }
}

/** Coverage of the intervals over a number of experiments. */
export type Coverage = {
  /** Share of last looks whose interval contains the true value, and whose interval excludes 0. */
  covered: number
  found: number
  /** The same for the always-valid interval, over all looks of a log together. */
  always_covered: number
  always_found: number
  /** Mean share of the variance that remains after CUPED. */
  left: number
  /** Mean measured effect. */
  effect: number
}

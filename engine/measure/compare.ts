import type { Verdict } from '../../vocabulary/experiments.ts'
import { cuped } from './cuped.ts'
import { difference, lift } from './effect.ts'
import type { Estimate } from './estimate.ts'
import { errorOf, type Moments, type Pairs } from './moments.ts'
import { alwaysValid, detectableEffect, MIN_BUYERS, MIN_VISITORS } from './sequential.ts'

/** One metric of one arm compared with the control. */
export type Comparison = {
  /** Mean per visitor. */
  arm: number
  control: number
  /** Arm minus control, adjusted for earlier spending where it is known (CUPED). Valid for one look. */
  effect: Estimate
  /** The same as an always-valid estimate, which may be looked at every day; null while there are too few visitors. */
  always: Estimate | null
  /** Smallest true effect that `always` would tell from 0 today with a probability of 80 %; null where that is null. */
  detectable: number | null
  /** Relative to the control; null while there are too few visitors, or the control's mean is not clearly above 0. */
  lift: Estimate | null
  /** Share of the variance that is left after the adjustment; 1 without earlier orders. */
  variance_left: number
}

/**
 * Compares an arm with the control.
 * @param arm     y during the experiment, x before it (0 without earlier orders)
 * @param buyers  of both arms, to know whether there are enough
 * @param planned visitors of both arms for which the experiment was planned
 */
export function compare(arm: Pairs, control: Pairs, buyers: Buyers, planned: number): Comparison {
  const adjusted = cuped([arm, control])
  const [a = arm.y, c = control.y] = adjusted.arms
  const effect = difference(a, c)
  const enough = hasEnoughData(a, c, buyers)
  const always = enough ? alwaysValid(effect.value, errorOf(a) + errorOf(c), a.n + c.n, planned) : null
  return {
    arm: arm.y.mean,
    control: control.y.mean,
    effect,
    always,
    detectable: always && detectableEffect(always),
    lift: (enough && lift(a, c)) || null,
    variance_left: adjusted.left,
  }
}

/** Buyers of an arm and of the control. */
export type Buyers = { arm: number; control: number }

/** Whether there are enough visitors and buyers for the mean of an arm to be normal. @param a of the arm @param c of the control */
export const hasEnoughData = (a: Pick<Moments, 'n'>, c: Pick<Moments, 'n'>, buyers: Buyers): boolean =>
  a.n + c.n >= MIN_VISITORS && Math.min(buyers.arm, buyers.control) >= MIN_BUYERS

/** The verdict by the always-valid interval: helps or harms if it excludes 0, else too early. */
export function verdictOf({ always }: Comparison): Verdict {
  if (!always) return 'too_early'
  return always.low > 0 ? 'helps' : always.high < 0 ? 'harms' : 'too_early'
}

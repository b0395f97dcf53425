import { cuped } from './cuped.ts'
import { difference, lift } from './effect.ts'
import type { Estimate } from './estimate.ts'
import { errorOf, type Moments, type Pairs } from './moments.ts'
import { alwaysValid, FEWEST_BUYERS, FEWEST_VISITORS } from './sequential.ts'

/** One measure of one arm beside the control. */
export type Comparison = {
  /** Mean a visitor. */
  arm: number
  control: number
  /** Arm less control, adjusted for what visitors spent before where that is known; one look. */
  effect: Estimate
  /** The same that may be looked at every day; null while too few have come to say anything. */
  always: Estimate | null
  /** Relative to the control; null while too few have come, or the control's mean is not clearly above 0. */
  lift: Estimate | null
  /** Share of the variance that the past leaves; 1 without a past. */
  variance_left: number
}

/**
 * Compares an arm with the control.
 * @param arm     y of the experiment, x of the time before (0 for who has none)
 * @param buyers  of both arms, for knowing whether anything can be said
 * @param planned visitors of both for which it was set up
 */
export function compare(arm: Pairs, control: Pairs, buyers: Buyers, planned: number): Comparison {
  const adjusted = cuped([arm, control])
  const [a = arm.y, c = control.y] = adjusted.arms
  const effect = difference(a, c)
  const enough = saysAnything(a, c, buyers)
  return {
    arm: arm.y.mean,
    control: control.y.mean,
    effect,
    always: enough ? alwaysValid(effect.value, errorOf(a) + errorOf(c), a.n + c.n, planned) : null,
    lift: (enough && lift(a, c)) || null,
    variance_left: adjusted.left,
  }
}

/** Buyers of an arm and of the control. */
export type Buyers = { arm: number; control: number }

/** Have enough come, and bought, for a mean of an arm to be normal? @param a of its visitors @param c of the control's */
export const saysAnything = (a: Pick<Moments, 'n'>, c: Pick<Moments, 'n'>, buyers: Buyers): boolean =>
  a.n + c.n >= FEWEST_VISITORS && Math.min(buyers.arm, buyers.control) >= FEWEST_BUYERS

/** What can be said of it: that it helps, that it harms, or nothing yet. */
export type Verdict = 'helps' | 'harms' | 'too_early'

/** By the interval that may be looked at every day. */
export function verdictOf({ always }: Comparison): Verdict {
  if (!always) return 'too_early'
  return always.low > 0 ? 'helps' : always.high < 0 ? 'harms' : 'too_early'
}

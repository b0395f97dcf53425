import * as v from 'valibot'
import { MAX_AMOUNT, MAX_MOMENT, MAX_QUANTITY, MIN_MOMENT } from '../vocabulary/limits.ts'

/** A whole number: a count, an amount in minor units, a time in UTC milliseconds. */
export const whole = v.pipe(v.number(), v.integer())

/** A whole number in a range, for input. */
export const between = (least: number, most: number) => {
  const message = `Give a whole number from ${least} to ${most}.`
  return v.pipe(v.number(), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}

/** An amount of money as input, minor units. */
export const amount = between(0, MAX_AMOUNT)
/** An amount that may be a credit. */
export const signedAmount = between(-MAX_AMOUNT, MAX_AMOUNT)
/** Pieces of a line as input. */
export const pieces = between(1, MAX_QUANTITY)
/** A time as input, UTC milliseconds. */
export const moment = between(MIN_MOMENT, MAX_MOMENT)

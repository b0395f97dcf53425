/** Whole numbers from 0 on, as narrow as they fit. */
export type Numbers = Uint16Array | Uint32Array

/** An array for numbers below `limit`: two bytes each while they suffice, else four. */
export const numbersBelow = (limit: number, length: number): Numbers =>
  limit <= 65_536 ? new Uint16Array(length) : new Uint32Array(length)

/** Odd constants with well mixed bits: the golden ratio's, and those of the finalizer of MurmurHash3. */
const STEP = 0x9e3779b9

/**
 * A draw of the standard Gumbel distribution, −3.2 to 22.9, the same for a key and an option each time. With it the best of several is distributed
 * as the multinomial logit of their values says (D. McFadden 1974).
 * @param hash of the key, 32 bits @param option 0 to 65,535
 */
export function gumbel(hash: number, option: number): number {
  let mixed = (hash ^ Math.imul(option + 1, STEP)) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  const uniform = (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 2 ** 32
  return -Math.log(-Math.log(uniform))
}

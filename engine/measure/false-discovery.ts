/**
 * Which of many differences are more than chance? Of those that are named at most a share `rate` is false, on average.
 * @param ps   p-values, one a segment
 * @param rate share of false discoveries that is borne
 * @returns true for each that counts, in the same order
 * @see Y. Benjamini, Y. Hochberg (1995), J. R. Stat. Soc. B 57, 289–300
 */
export function discoveries(ps: readonly number[], rate = 0.05): boolean[] {
  const sorted = [...ps].sort((a, b) => a - b)
  const last = sorted.findLastIndex((p, at) => p <= ((at + 1) / ps.length) * rate)
  const bound = last < 0 ? -1 : (sorted[last] ?? -1)
  return ps.map((p) => p <= bound)
}

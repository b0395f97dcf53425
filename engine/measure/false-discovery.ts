/**
 * Which of many hypotheses are rejected, at an expected false discovery rate of at most `rate`: the Benjamini–Hochberg
 * procedure.
 * @param ps   p-values, one for each segment
 * @param rate 0 < rate < 1
 * @returns true for each rejected hypothesis, in the order of `ps`
 * @see Y. Benjamini, Y. Hochberg (1995), J. R. Stat. Soc. B 57, 289–300
 */
export function benjaminiHochberg(ps: readonly number[], rate = 0.05): boolean[] {
  const sorted = [...ps].sort((a, b) => a - b)
  const last = sorted.findLastIndex((p, at) => p <= ((at + 1) / ps.length) * rate)
  const bound = last < 0 ? -1 : (sorted[last] ?? -1)
  return ps.map((p) => p <= bound)
}

/**
 * nDCG of a ranked list with binary gain and log2 discount, 0 … 1; the ideal list holds min(`most`, targets) targets.
 * @param ranked best first; items after the first `most` are ignored
 */
export function ndcg(ranked: readonly number[], targets: ReadonlySet<number>, most: number): number {
  let found = 0
  let ideal = 0
  for (let place = 0; place < most; place += 1) {
    const gain = 1 / Math.log2(place + 2)
    if (targets.has(ranked[place] ?? -1)) found += gain
    if (place < targets.size) ideal += gain
  }
  return ideal === 0 ? 0 : found / ideal
}

/** Characters of the texts whose results are kept: some thousand titles, so that each is read once for all of its pairs. */
const MAX_KEPT = 200_000

/**
 * A function of a text that keeps its results. When it has kept many texts it forgets all of them, which is cheaper than finding
 * the oldest. The results are shared, so nobody may change them.
 */
export function perText<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>()
  let kept = 0
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const result = read(text)
    if (kept > MAX_KEPT) {
      known.clear()
      kept = 0
    }
    known.set(text, result)
    kept += text.length + 1
    return result
  }
}

/** Cached results per reader: the rows of an order share its date, and prices repeat. */
const MAX_CACHED = 20_000
/** Longest text that is cached, in characters: no amount and no date is longer, but a cell may be. */
const MAX_KEY = 100

export function cached(answers: Map<string, number>, key: string, read: () => number): number {
  const stored = answers.get(key)
  if (stored !== undefined) return stored
  const answer = read()
  // Clearing everything is cheaper than tracking the oldest entry, and a file soon repeats its values.
  if (key.length > MAX_KEY) return answer
  if (answers.size === MAX_CACHED) answers.clear()
  answers.set(key, answer)
  return answer
}

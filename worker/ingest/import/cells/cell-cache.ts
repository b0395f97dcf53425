/** Answers kept of each reader: the rows of an order share its date, and prices come again and again. */
const MOST_REMEMBERED = 20_000

export function remembered(answers: Map<string, number>, key: string, read: () => number): number {
  const known = answers.get(key)
  if (known !== undefined) return known
  const answer = read()
  // Forgetting all at once is cheaper than knowing which is oldest, and a file soon repeats itself.
  if (answers.size === MOST_REMEMBERED) answers.clear()
  answers.set(key, answer)
  return answer
}

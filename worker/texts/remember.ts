/**
 * Remembers up to `most` values by key. What `Intl` makes takes 0.1 to 0.3 ms, as long as a whole card, and pages of a shop ask for the
 * same again and again. Keys come from requests, so the number is bounded; forgetting all at once is cheaper than keeping an order.
 */
export function remember<Value>(most: number): (key: string, make: () => Value) => Value {
  const known = new Map<string, Value>()
  return (key, make) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make()
    if (known.size >= most) known.clear()
    known.set(key, made)
    return made
  }
}

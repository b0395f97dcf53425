/** The sum of the amounts of each name. By a map, because a name from outside may be `__proto__` or `constructor`. */
export function sumsByName(
  amounts: Iterable<readonly [name: string, amount: number]>,
): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [name, amount] of amounts) sums.set(name, (sums.get(name) ?? 0) + amount)
  return Object.fromEntries(sums)
}

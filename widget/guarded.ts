/**
 * Wraps whatever the browser calls: on a shop's page our fault ends here, unseen.
 * Nothing is logged, because a shop's own error watch would count it against the shop.
 */
export function guarded<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      run(...args)
    } catch {
      return // what is not shown is all that the shopper notices
    }
  }
}

/** Whether a value from outside may be asked for fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

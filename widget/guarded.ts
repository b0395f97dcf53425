/**
 * Wraps functions that the browser calls, so that an exception never reaches the shop's page. Nothing is logged, because the
 * shop's error monitoring would report it.
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

/** Whether a value is an object whose fields can be read. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/**
 * Wraps functions that the browser calls, so that an exception never reaches the shop's page. Nothing is logged, because the
 * shop's error monitoring would report it.
 */
export function guarded<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      run(...args)
    } catch {
      // What is not shown is all that the shopper notices.
    }
  }
}

/** Use of a database: batches, and rows read as billed by D1. */
export type Cost = { round_trips: number; rows_read: number }

/** Returns a database that adds every batch to `cost`. Serving uses only batches. */
export function metered(database: D1Database, cost: Cost): D1Database {
  const meter = <T extends D1Database | D1DatabaseSession>(metered: T): T =>
    new Proxy(metered, {
      get(target, name) {
        if (name === 'withSession') return (to: string) => meter(database.withSession(to))
        const value = Reflect.get(target, name)
        if (name !== 'batch') return typeof value === 'function' ? value.bind(target) : value
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements)
          cost.round_trips += 1
          cost.rows_read += results.reduce((sum, { meta }) => sum + meta.rows_read, 0)
          return results
        }
      },
    })
  return meter(database)
}

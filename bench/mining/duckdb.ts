import { type Digest, TOP } from './counting.ts'
import type { Lines } from './shapes.ts'

/** What is used of DuckDB's client. */
type Appender = { appendInteger(value: number): void; endRow(): void; closeSync(): void }
type Connection = {
  run(sql: string): Promise<unknown>
  createAppender(table: string): Promise<Appender>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
  closeSync(): void
}
type Instance = { connect(): Promise<Connection>; closeSync(): void }
type Client = { DuckDBInstance: { create(path: string, options: object): Promise<Instance> } }

/** Not a dependency of the project, because it has 70 MB and is not available for every machine. */
const PACKAGE = '@duckdb/node-api'

async function client(): Promise<Client> {
  try {
    return await import(PACKAGE)
  } catch {
    throw new Error(`This bench needs DuckDB: npm install --no-save ${PACKAGE}@1.5.6-r.1`)
  }
}

/** The same counting in DuckDB: its time in milliseconds, and what it found. Reading the lines in is not timed. */
export async function countInDuckdb(lines: Lines, threads: number): Promise<{ ms: number; digest: Digest }> {
  const { DuckDBInstance } = await client()
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const db = await instance.connect()
  await db.run('create table line (o integer, i integer)')
  const appender = await db.createAppender('line')
  for (let at = 0; at < lines.order.length; at += 1) {
    appender.appendInteger(lines.order[at] ?? 0)
    appender.appendInteger(lines.item[at] ?? 0)
    appender.endRow()
  }
  appender.closeSync()
  const started = performance.now()
  await db.run(`create table pair as
    select a.i, b.i as j, count(*)::integer as n from line a join line b on a.o = b.o and a.i <> b.i group by all`)
  await db.run(`create table best as select *, row_number() over (partition by i order by n desc, j) - 1 as place
    from pair qualify place < ${TOP}`)
  const ms = performance.now() - started
  const [[pairs, counts, check] = []] = await numbers(
    `select count(*), sum(n), sum((i::bigint * 911 + j * 577 + n * 31337) % 999983) from pair`,
  )
  const [[best] = []] = await numbers(
    `select sum((i::bigint * 73 + j * 179 + n * 283 + place * 7919) % 1000003) from best`,
  )
  db.closeSync()
  instance.closeSync()
  return { ms, digest: { pairs: pairs ?? 0, counts: counts ?? 0, check: check ?? 0, top: best ?? 0 } }

  async function numbers(sql: string): Promise<number[][]> {
    const rows = await (await db.runAndReadAll(sql)).getRows()
    return rows.map((row) => row.map(Number))
  }
}

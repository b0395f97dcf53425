import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `time`: without a zone in DuckDB, in UTC in ClickHouse. */
export type ColumnType = 'text' | 'integer' | 'time'

/** The table that `npm run warehouse` reads. */
export const ORDER_COLUMNS: Readonly<Record<string, ColumnType>> = {
  order_id: 'text',
  customer_id: 'text',
  ordered_at: 'time',
  item_id: 'text',
  quantity: 'integer',
  price: 'integer',
}

/** A warehouse in this process. */
export type Database = {
  /** Runs a statement whose rows, if any, are ignored. */
  run(sql: string): Promise<void>
  /** The rows of a query, all of whose columns are integers. */
  integers(sql: string): Promise<number[][]>
  /** Creates a table from a CSV file without a header, in which `\N` is null. */
  load(table: string, columns: Readonly<Record<string, ColumnType>>, path: string): Promise<void>
  close(): void
}

const HERE = import.meta.dirname
// The packages have no part in the project's types: they are installed only for this bench.
const load = createRequire(join(HERE, 'package.json'))

/** Installs the engines when they are not there. False without a network. */
export function areInstalled(): boolean {
  if (existsSync(join(HERE, 'node_modules/chdb'))) return true
  // Not `npm ci`: it refuses a lock file without the packages of other systems, which registries may lack.
  const command = `npm install --no-save --prefix ${HERE} --ignore-scripts --no-audit --no-fund`
  return spawnSync(command, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

const TYPES = {
  duckdb: { text: 'varchar', integer: 'bigint', time: 'timestamp' },
  clickhouse: { text: 'String', integer: 'Int64', time: "DateTime64(3, 'UTC')" },
} as const satisfies Record<string, Record<ColumnType, string>>

type Connection = {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
  closeSync(): void
}

/** @param folder where the database lies; in memory without it */
async function openDuckdb(folder?: string): Promise<Database> {
  const { DuckDBInstance } = load('@duckdb/node-api')
  const instance = await DuckDBInstance.create(folder === undefined ? ':memory:' : join(folder, 'db'))
  const connection: Connection = await instance.connect()
  return {
    run: async (sql) => void (await connection.run(sql)),
    integers: async (sql) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(Number)),
    load: async (table, columns, path) => {
      const types = Object.entries(columns).map(([name, type]) => `'${name}': '${TYPES.duckdb[type]}'`)
      await connection.run(
        `create table ${table} as select * from read_csv('${path}', header = false, nullstr = '\\N', columns = {${types}})`,
      )
    },
    close: () => connection.closeSync(),
  }
}

type Session = { query(sql: string, format?: string): string; cleanup(): void }

/** ClickHouse in this process (chDB). @param folder where the database lies */
async function openClickhouse(folder = mkdtempSync(join(tmpdir(), 'pairwell-chdb-'))): Promise<Database> {
  const { Session } = load('chdb')
  const session: Session = new Session(folder)
  session.query('create database if not exists pairwell engine = Atomic')
  session.query('use pairwell')
  return {
    run: async (sql) => void session.query(sql),
    integers: async (sql) =>
      session
        .query(sql, 'CSV')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split(',').map(Number)),
    load: async (table, columns, path) => {
      const types = Object.entries(columns)
        .map(([name, type]) => `${name} Nullable(${TYPES.clickhouse[type]})`)
        .join(', ')
      session.query(`create table ${table} (${types}) engine = MergeTree order by tuple()`)
      session.query(
        `insert into ${table} select * from file('${path}', 'CSV', '${types.replaceAll("'", "\\'")}')`,
      )
    },
    close: () => {
      session.cleanup()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The engines of the bench, by the names of their dialects. */
export const ENGINES = { duckdb: openDuckdb, clickhouse: openClickhouse } as const
export type EngineName = keyof typeof ENGINES

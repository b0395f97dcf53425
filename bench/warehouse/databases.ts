import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A warehouse in this process. */
export type Database = {
  /** Runs a statement whose rows, if any, are ignored. */
  run(sql: string): Promise<void>
  /** The rows of a query, all of whose columns are integers. */
  integers(sql: string): Promise<number[][]>
  /** Creates a table from a CSV file without a header, in which `\N` is null. */
  load(table: string, columns: Readonly<Record<string, 'text' | 'integer'>>, path: string): Promise<void>
  close(): void
}

const HERE = import.meta.dirname
// The packages have no part in the project's types: they are installed only for this bench.
const load = createRequire(join(HERE, 'package.json'))

/** Installs the engines when they are not there. False without a network. */
export function areInstalled(): boolean {
  if (existsSync(join(HERE, 'node_modules/chdb'))) return true
  const command = `npm ci --prefix ${HERE} --ignore-scripts --no-audit --no-fund`
  return spawnSync(command, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

type Connection = {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
  closeSync(): void
}

export async function openDuckdb(): Promise<Database> {
  const { DuckDBInstance } = load('@duckdb/node-api')
  const connection: Connection = await (await DuckDBInstance.create(':memory:')).connect()
  return {
    run: async (sql) => void (await connection.run(sql)),
    integers: async (sql) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(Number)),
    load: async (table, columns, path) => {
      const types = Object.entries(columns).map(
        ([name, type]) => `'${name}': '${type === 'text' ? 'varchar' : 'bigint'}'`,
      )
      await connection.run(
        `create table ${table} as select * from read_csv('${path}', header = false, nullstr = '\\N', columns = {${types}})`,
      )
    },
    close: () => connection.closeSync(),
  }
}

type Session = { query(sql: string, format?: string): string; cleanup(): void }

/** ClickHouse in this process (chDB). */
export async function openClickhouse(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'pairwell-chdb-'))
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
      const types = Object.entries(columns).map(
        ([name, type]) => `${name} ${type === 'text' ? 'Nullable(String)' : 'Nullable(Int64)'}`,
      )
      session.query(`create table ${table} (${types}) engine = MergeTree order by tuple()`)
      session.query(`insert into ${table} select * from file('${path}', 'CSV', '${types}')`)
    },
    close: () => {
      session.cleanup()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

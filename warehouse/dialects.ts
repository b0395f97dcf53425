/** What differs between engines in the statements of the plan. */
export type Dialect = {
  /** The quotient without remainder of two integers that are not negative. */
  div(dividend: string, divisor: string): string
  /** The larger of two numbers. */
  greatest(a: string, b: string): string
  /** An expression as a 64-bit integer: sums are wider in some engines. */
  integer(expression: string): string
  /** A statement that keeps the rows of a query as a table. */
  keep(table: string, query: string): string
  /** An integer as a text; null stays null. */
  text(expression: string): string
  /** A statement that writes the rows of a query to Parquet files. */
  toParquet(query: string): string
}

const cast = (type: string) => (expression: string) => `cast(${expression} as ${type})`
const greatest = (a: string, b: string) => `greatest(${a}, ${b})`
const indented = (query: string) => query.replaceAll(/^/gm, '  ')
/** Rows of a group in Parquet, as DuckDB writes them. Each thread that reads holds one, and ClickHouse would make them of a million. */
const GROUP_ROWS = 100_000

const createTable = (table: string, query: string) => `create table ${table} as\n${query}`

/** Engines for which there are statements. DuckDB, ClickHouse and SQLite are run; the others are as their documents say. */
export const DIALECTS = {
  duckdb: {
    div: (a, b) => `(${a}) // (${b})`,
    greatest,
    integer: cast('bigint'),
    keep: createTable,
    text: cast('varchar'),
    toParquet: (query) =>
      `copy (\n${indented(query)}\n) to 'orders.parquet' (format parquet, compression zstd)`,
  },
  clickhouse: {
    div: (a, b) => `intDiv(${a}, ${b})`,
    greatest,
    integer: (expression) => `toInt64(${expression})`,
    keep: (table, query) => `create table ${table} engine = MergeTree order by tuple() as\n${query}`,
    text: (expression) => `toString(${expression})`,
    toParquet: (query) =>
      `insert into function file('orders.parquet', 'Parquet')\n${query}\nsettings engine_file_truncate_on_insert = 1, output_format_parquet_row_group_size = ${GROUP_ROWS}`,
  },
  bigquery: {
    div: (a, b) => `div(${a}, ${b})`,
    greatest,
    integer: cast('int64'),
    keep: createTable,
    text: cast('string'),
    toParquet: (query) =>
      `export data options (uri = 'gs://your-bucket/orders/*.parquet', format = 'PARQUET', overwrite = true) as\n${query}`,
  },
  snowflake: {
    // Its division rounds to six digits; a dividend without remainder leaves nothing to round.
    div: (a, b) => `((${a}) - mod(${a}, ${b})) / (${b})`,
    greatest,
    integer: cast('number(38, 0)'),
    keep: createTable,
    text: cast('varchar'),
    toParquet: (query) =>
      `copy into @~/orders/ from (\n${indented(query)}\n) file_format = (type = parquet) header = true overwrite = true`,
  },
  spark: {
    div: (a, b) => `(${a}) div (${b})`,
    greatest,
    integer: cast('bigint'),
    keep: createTable,
    text: cast('string'),
    toParquet: (query) => `insert overwrite directory 'orders' using parquet\n${query}`,
  },
  sqlite: {
    div: (a, b) => `(${a}) / (${b})`,
    greatest: (a, b) => `max(${a}, ${b})`,
    integer: cast('integer'),
    keep: createTable,
    text: cast('text'),
    // It has no Parquet: its shell writes the rows of a query as CSV (sqlite3 -csv -header).
    toParquet: (query) => query,
  },
} as const satisfies Record<string, Dialect>

export type Engine = keyof typeof DIALECTS
export const isEngine = (name: string): name is Engine => name in DIALECTS

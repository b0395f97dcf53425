import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'

/** Rows are read as D1 reads them: by name, or by place where two columns may have one name. */
type Shape = 'objects' | 'arrays'
type Read = { rows: unknown[]; changes: number }

/** A statement as D1 has them, on a database of this process. */
class Statement {
  private readonly database: DatabaseSync
  private readonly text: string
  private readonly values: readonly SQLInputValue[]

  constructor(database: DatabaseSync, text: string, values: readonly SQLInputValue[] = []) {
    this.database = database
    this.text = text
    this.values = values
  }

  bind(...values: SQLInputValue[]): Statement {
    return new Statement(this.database, this.text, values)
  }

  async all() {
    return this.result()
  }

  async run() {
    return this.result()
  }

  async first(column?: string): Promise<unknown> {
    const [row] = this.read('objects').rows
    return column === undefined ? (row ?? null) : Object(row)[column]
  }

  async raw(): Promise<unknown[]> {
    return this.read('arrays').rows
  }

  /** The answer of D1 to one statement of a batch. */
  result() {
    const { rows, changes } = this.read('objects')
    return { success: true, results: rows, meta: { changes } }
  }

  private read(shape: Shape): Read {
    const statement: StatementSync = this.database.prepare(this.text)
    if (statement.columns().length === 0) {
      return { rows: [], changes: Number(statement.run(...this.values).changes) }
    }
    statement.setReturnArrays(shape === 'arrays')
    const rows: unknown[] = statement.all(...this.values)
    return { rows, changes: rows.length }
  }
}

/** A SQLite database of this process behind the part of D1's interface that the Worker uses: its store runs on it as it is. */
export class LocalD1 {
  readonly database: DatabaseSync

  /** @param file path, or ':memory:' */
  constructor(file: string) {
    this.database = new DatabaseSync(file)
    // Nothing outlives the run, so that nothing needs a journal.
    this.database.exec('pragma journal_mode = off; pragma synchronous = off')
  }

  prepare(text: string): Statement {
    return new Statement(this.database, text)
  }

  /** All statements in one transaction. */
  async batch(statements: readonly Statement[]) {
    this.database.exec('begin')
    try {
      const results = statements.map((statement) => statement.result())
      this.database.exec('commit')
      return results
    } catch (thrown) {
      this.database.exec('rollback')
      throw thrown
    }
  }

  withSession(): LocalD1 {
    return this
  }

  close(): void {
    this.database.close()
  }
}

import type { WrittenAccount } from '../../schema/accounts/accounts.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MAX_ID } from '../../vocabulary/limits.ts'
import { readDate } from '../ingest/import/cells/dates.ts'
import { splitLoose } from '../ingest/import/cells/lists.ts'
import { readBytes } from '../ingest/import/decode/bytes.ts'
import { readAnyTable } from '../ingest/import/decode/records.ts'
import { RowProblem } from '../ingest/import/problems.ts'
import { type Column, FIRST_NAMES, positions } from './file-columns.ts'

/** Rows of a file, and refused rows that are named. */
const MAX_ROWS = 20_000
const MAX_NAMED = 100

/** The columns that a field is read from. */
const COLUMNS_OF = {
  ...{ companies: ['companies'], tier: ['tier'], rep: ['rep'], group: ['group'], terms: ['terms'] },
  ...{ contract_ends_at: ['contract_ends_at'], locations: ['location', 'city'] },
} as const satisfies Partial<Record<keyof WrittenAccount, readonly Column[]>>
const FIELDS = Object.keys(COLUMNS_OF) as (keyof typeof COLUMNS_OF)[]

/** Stands for a name that several members have. */
export const SEVERAL = Symbol('several members')
/** The member whom a cell names; undefined for nobody. */
export type RepOf = (cell: string) => string | typeof SEVERAL | undefined

/** What a file says of an account. */
export type FileAccount = WrittenAccount & { account_id: string; buyers: { name: string; role: string }[] }
export type RefusedRow = { row: number; column: string; message: string }
export type AccountFile = {
  accounts: FileAccount[]
  rows: number
  refused: RefusedRow[]
  refused_in_all: number
  /** What the file has columns for; of an account that exists, all else stays. */
  fields: ReadonlySet<keyof WrittenAccount>
  /** Columns that became attributes. */
  attributes: string[]
}

/** The first characters of a text; a letter of two code units is not parted. */
const cut = (text: string, most: number): string => {
  const letters = text.slice(0, most)
  return /[\ud800-\udbff]$/.test(letters) ? letters.slice(0, -1) : letters
}

/**
 * Reads a file of accounts: CSV with any usual delimiter and encoding, a workbook, or NDJSON. Several rows of an account are its
 * buyers and locations.
 * @param repOf the member that a cell names by id, name or address; undefined for nobody
 * @throws {PairwellError} `missing_column` without a name or an id; `unreadable_file`, `file_too_large`
 */
export async function readAccountFile(
  body: ReadableStream<Uint8Array>,
  { locale, time_zone }: { locale: string; time_zone: string },
  repOf: RepOf,
): Promise<AccountFile> {
  const knows = (header: string[]) => positions(header).name.length > 0
  const table = await readAnyTable(
    readBytes(body, { sent: 0, unpacked: 0 }),
    { locale, charset: undefined, settled: () => {} },
    knows,
    FIRST_NAMES,
  )
  const at = positions(table.header)
  if (at.name.length === 0) {
    throw new PairwellError(
      'missing_column',
      'The file has no column with the name of the account. Call it "name".',
      {
        header: table.header.slice(0, 50),
      },
    )
  }
  const taken = new Set(Object.values(at).flat())
  const others = table.header.flatMap((title, place) =>
    taken.has(place) || title.trim() === '' ? [] : [[title.trim(), place] as const],
  )
  const file: AccountFile = {
    ...{ accounts: [], rows: 0, refused: [], refused_in_all: 0 },
    fields: new Set(FIELDS.filter((field) => COLUMNS_OF[field].some((column) => at[column].length > 0))),
    attributes: others.map(([title]) => title),
  }
  const found: Found = { accounts: new Map(), buyers: new Map() }
  for await (const rows of table.rows) {
    for (const { row, cells } of rows) {
      file.rows += 1
      if (file.rows > MAX_ROWS) {
        throw new PairwellError(
          'file_too_large',
          `A file of accounts has at most ${MAX_ROWS} rows. Divide it into several.`,
        )
      }
      const named: Cells = {
        cells: (column) => at[column].map((place) => (cells[place] ?? '').trim()).filter((one) => one !== ''),
        title: (column) => table.header[at[column][0] ?? -1] ?? '',
        others: others.map(([title, place]) => [title, cells[place] ?? '']),
      }
      addOrRefuse(found, named, row, file, time_zone, repOf)
    }
  }
  file.accounts = [...found.accounts.values()]
  return file
}

/** The accounts of a file by id, and the account of each buyer. */
type Found = { accounts: Map<string, FileAccount>; buyers: Map<string, string> }

/** The cells of a row by column, the file's own names of the columns, and the cells of all others. */
type Cells = {
  cells(column: Column): string[]
  title(column: Column): string
  others: [title: string, cell: string][]
}

function addOrRefuse(
  found: Found,
  cells: Cells,
  row: number,
  file: AccountFile,
  time_zone: string,
  repOf: RepOf,
): void {
  try {
    add(found, cells, time_zone, repOf)
  } catch (thrown) {
    if (!(thrown instanceof RowProblem)) throw thrown
    file.refused_in_all += 1
    if (file.refused.length < MAX_NAMED) {
      file.refused.push({ row, column: thrown.column, message: thrown.message })
    }
  }
}

/** Adds what a row says; later rows of an account add buyers and locations, and what earlier ones leave empty. */
function add(found: Found, { cells, title, others }: Cells, time_zone: string, repOf: RepOf): void {
  const cell = (column: Column) => cells(column)[0] ?? ''
  const name = cut(cell('name'), 200)
  const account_id = (cell('account_id') || name).slice(0, MAX_ID)
  const before = found.accounts.get(account_id)
  if (name === '' && !before)
    throw new RowProblem('missing_name', title('name'), 'The account has no name. Give it one.')
  const rep = repIn(cell('rep'), title('rep'), repOf)
  const ends = readDate(cell('contract_ends_at'), title('contract_ends_at'), time_zone)
  const country = cell('country').toUpperCase()
  const place = cell('location') || cell('city')
  const location = {
    ...{ name: cut(place, 200), city: cut(cell('city'), 200) },
    country: /^[A-Z]{2}$/.test(country) ? country : null,
  }
  const account: FileAccount = before ?? {
    ...{ account_id, name, companies: [], tier: null, rep: null, group: null, locations: [], terms: '' },
    ...{ contract_ends_at: null, quotes: [], plans: [], attributes: {}, buyers: [] },
  }
  account.name ||= name
  account.companies = [
    ...new Set([
      ...account.companies,
      ...cell('companies')
        .split(/[;|\n]/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ]),
  ].slice(0, 50)
  account.tier ??= cell('tier').slice(0, 100) || null
  account.rep ??= rep
  account.group ??= cell('group').slice(0, MAX_ID) || null
  account.terms ||= cut(cell('terms'), 2_000)
  account.contract_ends_at ??= ends ?? null
  if (
    place !== '' &&
    !account.locations.some((one) => one.name === location.name) &&
    account.locations.length < 50
  ) {
    account.locations.push(location)
  }
  for (const [key, value] of others) {
    if (value.trim() !== '' && Object.keys(account.attributes).length < 100)
      account.attributes[key.slice(0, 100)] ??= cut(value.trim(), 500)
  }
  found.accounts.set(account_id, account)
  addBuyers(found, account, cells('buyers').flatMap(splitLoose), cell('role').slice(0, 100), title('buyers'))
}

/** The member whom a cell names; null for an empty cell. */
function repIn(cell: string, column: string, repOf: RepOf): string | null {
  if (cell === '') return null
  const rep = repOf(cell)
  const named = `"${cut(cell, 60)}"`
  if (rep === SEVERAL) {
    const message = `Several members are called ${named}. Write the address or the id of the member.`
    throw new RowProblem('unknown_rep', column, message)
  }
  if (rep === undefined) {
    const message = `No member is called ${named}. Add the member first, or leave the cell empty.`
    throw new RowProblem('unknown_rep', column, message)
  }
  return rep
}

/** A person buys for one account at a time: the first of the file that names them. */
function addBuyers(
  { buyers }: Found,
  account: FileAccount,
  named: readonly string[],
  role: string,
  column: string,
): void {
  const others = named.filter((name) => (buyers.get(name) ?? account.account_id) !== account.account_id)
  for (const name of named) {
    if (buyers.has(name)) continue
    buyers.set(name, account.account_id)
    account.buyers.push({ name, role })
  }
  const [first] = others
  if (first !== undefined) {
    throw new RowProblem(
      'buyer_of_another',
      column,
      `A buyer of this row is a buyer of the account "${buyers.get(first)}" in this file. The account was written without; leave the buyer in one of the two.`,
    )
  }
}

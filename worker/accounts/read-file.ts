import type { WrittenAccount } from '../../schema/accounts/accounts.ts'
import { PairwellError } from '../../vocabulary/errors.ts'
import { MAX_ID } from '../../vocabulary/limits.ts'
import { readDate } from '../ingest/import/cells/dates.ts'
import { splitLoose } from '../ingest/import/cells/lists.ts'
import { readBytes } from '../ingest/import/decode/bytes.ts'
import { readAnyTable } from '../ingest/import/decode/records.ts'
import { RowProblem } from '../ingest/import/problems.ts'

/** The columns that are read, by the names that shop systems and sales tools give them, in small letters. Others become attributes. */
const COLUMNS = {
  account_id: [
    'account_id',
    'account id',
    'account number',
    'account no',
    'company id',
    'company_id',
    'customer number',
    'kundennummer',
    'id',
  ],
  name: ['name', 'company', 'company name', 'company_name', 'account name', 'account', 'firma', 'firmenname'],
  companies: ['companies', 'also known as', 'aliases', 'external id', 'company external id'],
  tier: ['tier', 'class', 'segment', 'klasse', 'stufe'],
  rep: [
    'rep',
    'sales rep',
    'sales representative',
    'sales_representative',
    'account owner',
    'owner',
    'vertreter',
    'betreuer',
  ],
  group: [
    'group',
    'customer group',
    'customer_group',
    'price group',
    'price list',
    'kundengruppe',
    'preisgruppe',
  ],
  terms: ['terms', 'contract terms', 'payment terms', 'konditionen'],
  contract_ends_at: ['contract_ends_at', 'contract ends', 'contract end', 'vertragsende'],
  buyers: [
    'buyers',
    'buyer',
    'contacts',
    'contact email',
    'company email',
    'company_email',
    'email',
    'e-mail',
    'ansprechpartner',
  ],
  role: ['role', 'buyer role', 'rolle'],
  city: ['city', 'ort', 'stadt'],
  country: ['country', 'country code', 'land'],
  location: ['location', 'location name', 'site', 'standort'],
} as const
type Column = keyof typeof COLUMNS

/** Rows of a file, and refused rows that are named. */
const MAX_ROWS = 20_000
const MAX_NAMED = 100

/** What a file says of an account. */
export type FileAccount = WrittenAccount & { account_id: string; buyers: { name: string; role: string }[] }
export type RefusedRow = { row: number; column: string; message: string }
export type AccountFile = {
  accounts: FileAccount[]
  rows: number
  refused: RefusedRow[]
  refused_in_all: number
  /** Columns that became attributes. */
  attributes: string[]
}

const plain = (header: string): string => header.trim().toLowerCase()

/** The position of each column in a header; −1 for none. */
function positions(header: readonly string[]): Record<Column, number> {
  const names = header.map(plain)
  const find = (column: Column) =>
    Math.max(
      -1,
      ...COLUMNS[column]
        .map((name) => names.indexOf(name))
        .filter((at) => at >= 0)
        .slice(0, 1),
    )
  return Object.fromEntries((Object.keys(COLUMNS) as Column[]).map((one) => [one, find(one)])) as Record<
    Column,
    number
  >
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
  repOf: (cell: string) => string | undefined,
): Promise<AccountFile> {
  const knows = (header: string[]) => positions(header).name >= 0
  const names = Object.values(COLUMNS).flatMap(([first]) => first)
  const table = await readAnyTable(
    readBytes(body, { sent: 0, unpacked: 0 }),
    { locale, charset: undefined, settled: () => {} },
    knows,
    names,
  )
  const at = positions(table.header)
  if (at.name < 0) {
    throw new PairwellError(
      'missing_column',
      'The file has no column with the name of the account. Call it "name".',
      {
        header: table.header.slice(0, 50),
      },
    )
  }
  const taken = new Set(Object.values(at))
  const others = table.header.flatMap((title, place) =>
    taken.has(place) || title.trim() === '' ? [] : [[title.trim(), place] as const],
  )
  const file: AccountFile = {
    ...{ accounts: [], rows: 0, refused: [], refused_in_all: 0 },
    attributes: others.map(([title]) => title),
  }
  const found = new Map<string, FileAccount>()
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
        cell: (column) => (at[column] < 0 ? '' : (cells[at[column]] ?? '').trim()),
        title: (column) => table.header[at[column]] ?? '',
        others: others.map(([title, place]) => [title, cells[place] ?? '']),
      }
      addOrRefuse(found, named, row, file, time_zone, repOf)
    }
  }
  file.accounts = [...found.values()]
  return file
}

/** The cells of a row by column, the file's own names of the columns, and the cells of all others. */
type Cells = {
  cell(column: Column): string
  title(column: Column): string
  others: [title: string, cell: string][]
}

function addOrRefuse(
  found: Map<string, FileAccount>,
  cells: Cells,
  row: number,
  file: AccountFile,
  time_zone: string,
  repOf: (cell: string) => string | undefined,
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
function add(
  found: Map<string, FileAccount>,
  { cell, title, others }: Cells,
  time_zone: string,
  repOf: (cell: string) => string | undefined,
): void {
  const name = cell('name').slice(0, 200)
  const account_id = (cell('account_id') || name).slice(0, MAX_ID)
  const before = found.get(account_id)
  if (name === '' && !before)
    throw new RowProblem('missing_name', title('name'), 'The account has no name. Give it one.')
  const rep = cell('rep') === '' ? undefined : repOf(cell('rep'))
  if (cell('rep') !== '' && rep === undefined) {
    throw new RowProblem(
      'unknown_rep',
      title('rep'),
      `No member is called "${cell('rep').slice(0, 60)}". Add the member first, or leave the cell empty.`,
    )
  }
  const ends = readDate(cell('contract_ends_at'), title('contract_ends_at'), time_zone)
  const country = cell('country').toUpperCase()
  const place = cell('location') || cell('city')
  const location = {
    ...{ name: place.slice(0, 200), city: cell('city').slice(0, 200) },
    country: /^[A-Z]{2}$/.test(country) ? country : null,
  }
  const account: FileAccount = before ?? {
    ...{ account_id, name, companies: [], tier: null, rep: null, group: null, locations: [], terms: '' },
    ...{ contract_ends_at: null, quotes: [], plans: [], attributes: {}, buyers: [] },
  }
  account.name ||= name
  account.companies = [...new Set([...account.companies, ...splitLoose(cell('companies'))])].slice(0, 50)
  account.tier ??= cell('tier').slice(0, 100) || null
  account.rep ??= rep ?? null
  account.group ??= cell('group').slice(0, MAX_ID) || null
  account.terms ||= cell('terms').slice(0, 2_000)
  account.contract_ends_at ??= ends ?? null
  if (
    place !== '' &&
    !account.locations.some((one) => one.name === location.name) &&
    account.locations.length < 50
  ) {
    account.locations.push(location)
  }
  for (const buyer of splitLoose(cell('buyers'))) {
    if (!account.buyers.some((one) => one.name === buyer))
      account.buyers.push({ name: buyer, role: cell('role').slice(0, 100) })
  }
  for (const [key, value] of others) {
    if (value.trim() !== '' && Object.keys(account.attributes).length < 100)
      account.attributes[key.slice(0, 100)] ??= value.trim().slice(0, 500)
  }
  found.set(account_id, account)
}

import { hash53 } from '../../../engine/numbers/hash.ts'
import type { Received } from '../../../schema/imports/report.ts'
import { MAX_AMOUNT } from '../../../vocabulary/limits.ts'
import { isAmount } from '../../../vocabulary/orders.ts'
import { Buckets } from './buckets.ts'
import { countVotes, type DateVotes, decideOrder } from './cells/date-order.ts'
import { readSku } from './cells/fields.ts'
import { ColumnUse } from './checks/columns.ts'
import { countDots, dotsAreGroups, noDots } from './checks/decimals.ts'
import type { NoteCode } from './checks/notes.ts'
import { StatedFields } from './checks/stated.ts'
import type { RawRow, Table } from './decode/raw-rows.ts'
import { asRow, type RowPlan } from './decode/row.ts'
import type { Context, Format, Row } from './format.ts'
import { type Fragment, isItem, isOrder } from './fragments.ts'
import type { Plan } from './mapping.ts'
import { RowErrors, RowProblem } from './problems.ts'
import type { Positions } from './recognise.ts'
import { SeenKeys } from './seen.ts'
import { Parents } from './waiting.ts'

/** Maximum distinct items counted for the report. */
const MAX_NAMED_ITEMS = 200_000

const CUT =
  'The file ends within this row, so the upload was probably interrupted. The order or item of the row is left as it was. Export the file again and send all of it.'

/** Reads rows of one format into buckets and counts the results. */
export class Reader {
  readonly buckets: Buckets
  readonly errors = new RowErrors()
  /** Items in the file, including those of refused rows. */
  readonly seen = new SeenKeys()
  readonly stated: StatedFields
  /** Whether a refused row could belong to any item. */
  unknownItem = false
  private plan: Plan & RowPlan
  private readonly columns: ColumnUse
  private readonly table: Pick<Table, 'own' | 'header' | 'others' | 'typed'>
  private readonly format: Format
  private readonly places: Positions
  private context: Context
  private readonly parents = new Parents()
  /** Fingerprints of the references, which may have 500 characters each. */
  private readonly named = new Set<number>()
  private readonly dropped: Record<string, number> = {}
  private readonly votes: DateVotes = { DMY: 0, MDY: 0, open: 0 }
  private readonly notes: Partial<Record<NoteCode, number>> = {}
  /** Item or order of the row before. */
  private lastKey: string | undefined
  private rows = 0
  private kept = 0

  /** @param table the file's header, for the columns that are not read */
  constructor(
    plan: Plan,
    context: Context,
    buckets: number,
    table: Pick<Table, 'own' | 'header' | 'others' | 'typed'>,
  ) {
    this.columns = new ColumnUse(plan.format, plan.places, table.header.length)
    this.stated = new StatedFields(plan.format, plan.places)
    this.table = table
    this.plan = { ...plan, use: this.columns }
    this.format = plan.format
    this.places = plan.places
    this.context = {
      ...context,
      note: (code) => this.note(code),
      votes: this.votes,
      ...(plan.date_order && { date_order: plan.date_order }),
    }
    this.buckets = new Buckets(buckets)
  }

  /** Whether the first rows must be known before they are read, because ambiguous cells are stored as they are read. */
  get looksAhead(): boolean {
    return this.decidesDates || this.decidesDots
  }

  /** Dates of orders are decided when the whole file is known. */
  private get decidesDates(): boolean {
    return this.format.dates !== undefined && this.context.date_order === undefined
  }

  private get decidesDots(): boolean {
    return this.format.amounts !== undefined && !this.table.typed
  }

  /** Decides by the first rows how ambiguous dates and amounts are read. */
  lookAhead(rows: readonly RawRow[]): void {
    if (this.decidesDates) this.decideDates(rows)
    if (this.decidesDots) this.decideDots(rows, this.format.amounts ?? [])
  }

  private decideDots(rows: readonly RawRow[], names: readonly string[]): void {
    const votes = noDots()
    const columns = names.flatMap((name) => this.places.get(name)?.at ?? [])
    for (const { cells } of rows) for (const at of columns) countDots(cells[at] ?? '', votes)
    if (dotsAreGroups(votes, this.context.currency)) this.plan = { ...this.plan, grouped: new Set(columns) }
  }

  private decideDates(rows: readonly RawRow[]): void {
    const { time_zone, locale } = this.context
    for (const raw of rows) {
      for (const name of this.format.dates ?? []) {
        const place = this.places.get(name)
        const cell = place === undefined ? '' : (raw.cells[place.at] ?? '').trim()
        if (cell !== '') countVotes(cell, time_zone, this.votes)
      }
    }
    const decided = decideOrder(this.votes, locale)
    // Also without a date so far: those of later rows are read as usual in the shop's language.
    const { order } = decided ?? decideOrder({ DMY: 0, MDY: 0, open: 1 }, locale) ?? { order: 'DMY' as const }
    this.context = { ...this.context, date_order: order }
  }

  read(rows: readonly RawRow[]): void {
    for (const raw of rows) {
      this.rows += 1
      try {
        if (raw.ends === 'within') throw new RowProblem('cut_row', '', CUT)
        if (raw.broken !== undefined) throw new RowProblem('broken_row', '', raw.broken)
        this.readOne(asRow(raw, this.plan))
      } catch (thrown) {
        if (!(thrown instanceof RowProblem)) throw thrown
        this.errors.add(raw.row, thrown, this.cellOf(raw, thrown.column))
        this.noteRefused(raw)
      }
      this.noteEnd(raw)
    }
  }

  /** Ends the file, and reports variants whose item did not appear. */
  close(): void {
    for (const { fragment, orphan } of this.parents.orphans()) {
      if (orphan === 'own item') this.keep(fragment)
      else {
        this.kept -= 1
        this.errors.add(fragment.row, orphan, '')
      }
    }
  }

  received(): Omit<Received, 'bytes'> {
    const { format, rows, kept, dropped } = this
    const counted = {
      ...{ format: format.name, rows, rows_kept: kept, rows_dropped: dropped },
      ...(Object.keys(this.notes).length > 0 && { notes: this.notes }),
      ...this.columns.result(this.table),
      ...this.dateOrder(),
    }
    return format.kind === 'orders' ? { ...counted, items_named: this.named.size } : counted
  }

  private dateOrder(): Pick<Received, 'date_order'> {
    const { date_order } = this.plan
    if (date_order !== undefined) return { date_order: { order: date_order, by: 'mapping' } }
    const decided = decideOrder(this.votes, this.context.locale)
    return decided === undefined ? {} : { date_order: decided }
  }

  private readOne(row: Row): void {
    const reading = this.stated.marked(row, this.format.read(row, this.context))
    const { dropped, named = [] } = reading
    const { fragments, isTranslation } = this.parents.place(reading)
    if (!fragments.every(isPayable)) {
      throw new RowProblem('bad_money', row.column('price'), TOO_DEAR)
    }
    for (const fragment of fragments) this.keep(fragment)
    if (isTranslation) this.note('translation')
    for (const { customer_id, ...person } of this.context.people.take()) {
      if (customer_id !== undefined) this.keep({ key: customer_id, person })
    }
    for (const reference of named) {
      if (this.named.size < MAX_NAMED_ITEMS) this.named.add(hash53(reference))
    }
    if (dropped === undefined) this.kept += 1
    else this.dropped[dropped] = (this.dropped[dropped] ?? 0) + 1
  }

  /** The item or order of the last row, and of the row within which the file ends, may be incomplete. */
  private noteEnd(raw: RawRow): void {
    if (raw.ends === undefined) return
    const keys = new Set(raw.ends === 'within' ? [this.lastKey, this.keyOf(raw)] : [this.lastKey])
    for (const key of keys) {
      if (key === undefined) continue
      if (this.format.kind === 'orders') this.buckets.add({ key, ends: raw.ends })
      else if (this.format.kind === 'items' && !this.format.isPart && raw.ends === 'within') {
        this.buckets.add({ key, row: raw.row, fields: {}, cut: true })
      }
    }
  }

  private keyOf(raw: RawRow): string | undefined {
    try {
      const [first] = this.format.read(asRow(raw, this.plan), this.context).fragments ?? []
      this.context.people.take()
      return first?.key
    } catch (thrown) {
      if (thrown instanceof RowProblem) return undefined
      throw thrown
    }
  }

  private keep(fragment: Fragment): void {
    if (isItem(fragment)) this.seen.add(fragment.key)
    if (isItem(fragment) || isOrder(fragment)) this.lastKey = fragment.key
    this.buckets.add(fragment)
  }

  private note(code: NoteCode): void {
    this.notes[code] = (this.notes[code] ?? 0) + 1
    this.stated.noteOf(code)
  }

  private noteRefused(raw: RawRow): void {
    const { identity } = this.format
    if (identity === undefined || raw.broken !== undefined) {
      this.unknownItem = true
      return
    }
    const row = asRow(raw, this.plan)
    const id = readableId(identity.map((name) => row.cell(name)).find((cell) => cell !== ''))
    if (id !== undefined) this.seen.add(id)
    else if (!this.format.continues?.(row)) this.unknownItem = true
  }

  private cellOf(raw: RawRow, column: string): string {
    for (const { at, written } of this.places.values()) if (written === column) return raw.cells[at] ?? ''
    return ''
  }
}

const TOO_DEAR = `The pieces of this line cost more than ${MAX_AMOUNT} minor units together. Correct the quantity or the price.`

/** Whether the price of a line's pieces together is an amount. */
const isPayable = (fragment: Fragment): boolean =>
  !isOrder(fragment) || !fragment.line || isAmount(fragment.line[1], fragment.line[2])

/** The id in a cell of a refused row; undefined when the cell itself cannot be read. */
function readableId(cell: string | undefined): string | undefined {
  try {
    return readSku(cell ?? '', '')
  } catch (thrown) {
    if (thrown instanceof RowProblem) return undefined
    throw thrown
  }
}

import type { Variant } from '../../../../schema/catalogue/items.ts'
import { OF_VARIANT } from '../../../store/catalogue/stated.ts'
import type { Format, ItemFact, Reading, Row } from '../format.ts'
import { type Fragment, type ItemFragment, isItem, isPrice } from '../fragments.ts'
import type { Positions } from '../recognise.ts'
import type { NoteCode } from './notes.ts'

/** Which fields of items and variants a file states, so that a part of a catalogue changes nothing else. */
export class StatedFields {
  private readonly found = new Set<string>()
  private readonly format: Format
  private readonly places: Positions
  /** Whether the row that was read last says nothing about stock, although the shop counts it. */
  private isStockUnknown = false

  constructor(format: Format, places: Positions) {
    this.format = format
    this.places = places
  }

  noteOf(code: NoteCode): void {
    if (code === 'stock_unknown') this.isStockUnknown = true
  }

  /** Notes what a row states, and marks variants whose availability it only assumes. */
  marked(row: Row, reading: Reading): Reading {
    const isAssumed = this.isStockUnknown || !this.saysOf('availability', row)
    this.isStockUnknown = false
    if (this.format.kind !== 'items') return reading
    const mark = (one: ItemFragment): ItemFragment => {
      this.note(one)
      return isAssumed && one.variant ? { ...one, assumed: true } : one
    }
    const { fragments, awaits } = reading
    return {
      ...reading,
      ...(fragments && {
        fragments: fragments.map((one: Fragment) => {
          if (isPrice(one)) this.noteVariant(one.change)
          return isItem(one) ? mark(one) : one
        }),
      }),
      ...(awaits && { awaits: { ...awaits, fragment: mark(awaits.fragment) } }),
    }
  }

  /** Names of the fields that any row has, also where the form itself derives them. */
  all(): string[] {
    return [...this.found]
  }

  /** Names of the fields that any row states, those of variants marked. */
  names(lacks: readonly ItemFact[] = []): string[] {
    const assumed = Object.entries(this.format.assumed ?? {})
      .filter(([, columns]) => !columns.some((name) => this.places.has(name)))
      .map(([name]) => name)
    if (lacks.includes('availability')) assumed.push(`${OF_VARIANT}availability`)
    return [...this.found].filter((name) => !assumed.includes(name)).sort()
  }

  /** Empty lists and texts state nothing. */
  private note({ fields, variant }: ItemFragment): void {
    for (const [name, value] of Object.entries(fields)) if (isStated(value)) this.found.add(name)
    this.noteVariant(variant ?? {})
  }

  private noteVariant(variant: Partial<Variant>): void {
    for (const [name, value] of Object.entries(variant))
      if (isStated(value)) this.found.add(OF_VARIANT + name)
  }

  /** Whether any of the columns of a fact has a value in the row; true for formats that derive it. */
  private saysOf(fact: ItemFact, row: Row): boolean {
    const columns = this.format.facts?.[fact]
    if (columns === undefined) return true
    return columns.some((name) => {
      const numbers = row.numbers(name)
      return numbers.length > 0
        ? numbers.some((number) => row.cell(name, number) !== '')
        : row.cell(name) !== ''
    })
  }
}

const isStated = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== ''

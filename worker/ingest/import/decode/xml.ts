import { SaxesParser } from 'saxes'
import { PairwellError } from '../../../../vocabulary/errors.ts'
import { longRow, MAX_COLUMNS, MAX_OTHERS, MAX_ROW, type RawRow, type Table, wideRow } from './raw-rows.ts'

/** Maximum depth of nested elements: a feed has five, and the parser keeps a name for each open one. */
const MAX_DEPTH = 100

/** RSS calls a product `item`, Atom `entry`. */
const ENTRIES = new Set(['item', 'entry'])

/**
 * Parses the entries of an RSS or Atom feed into rows, with `g:price` and `price` as the column `price`. Only the five entities
 * of XML itself are expanded: the parser reads no DTD.
 * @param names columns that a later entry may have although the first does not
 * @throws {PairwellError} `unreadable_file` for broken XML, an entry over 2,000,000 characters, elements 100 deep;
 * `unknown_structure` for XML without entries
 */
export async function readXml(text: AsyncIterable<string>, names: readonly string[]): Promise<Table> {
  const batches = readEntries(text)
  let first = await batches.next()
  while (!first.done && first.value.length === 0) first = await batches.next()
  const begun = first.done ? [] : first.value
  const [entry] = begun
  if (!entry) {
    throw new PairwellError(
      'unknown_structure',
      'This XML contains no <item> and no <entry>. Send a product feed in RSS 2.0 or Atom, or a CSV file.',
    )
  }
  const own = [...entry.keys()]
  const header = [...new Set([...own, ...names])]
  const known = new Set(header)
  const others = new Set<string>()
  // There is no header line, but rows count from 2 as in every other file.
  let row = 2
  const toRow = (cells: Cells): RawRow => {
    const number = row
    row += 1
    for (const name of cells.keys()) if (!known.has(name) && others.size < MAX_OTHERS) others.add(name)
    return { row: number, cells: header.map((name) => cells.get(name) ?? '') }
  }
  const rows = (async function* () {
    yield begun.map(toRow)
    for await (const batch of batches) yield batch.map(toRow)
  })()
  return { own, header, rows, others }
}

type Cells = Map<string, string>

async function* readEntries(text: AsyncIterable<string>): AsyncGenerator<Cells[]> {
  const feed = new Feed()
  for await (const piece of text) yield feed.write(piece)
  yield feed.write(null)
}

/** Assembles the parser's events into entries. */
class Feed {
  private readonly parser = new SaxesParser()
  private entries: Cells[] = []
  private read = 0
  /** Names of the open elements, outermost first; `at` is the number of elements open outside the entry, -1 outside of all. */
  private readonly open: string[] = []
  private at = -1
  private entry = new Entry()
  /** Characters since the parser's last event, because the parser buffers a text until it ends. */
  private silent = 0

  constructor() {
    this.parser.on('opentag', ({ name, attributes }) => this.opened(name, attributes.href))
    this.parser.on('text', (text) => this.say(text))
    this.parser.on('cdata', (text) => this.say(text))
    this.parser.on('closetag', () => this.closed())
    this.parser.on('comment', () => this.heard())
  }

  /** Returns the entries that the chunk completes; null ends the file. */
  write(piece: string | null): Cells[] {
    this.silent += piece?.length ?? 0
    try {
      if (piece === null) this.parser.close()
      else this.parser.write(piece)
    } catch (thrown) {
      if (thrown instanceof PairwellError) throw thrown
      throw new PairwellError(
        'unreadable_file',
        `The XML is broken after entry ${this.read}. Have the shop system write the feed again, and send all of it.`,
        { row: this.row, reason: thrown instanceof Error ? thrown.message.slice(0, 200) : String(thrown) },
      )
    }
    if (this.silent > MAX_ROW) throw longRow(this.row)
    const done = this.entries
    this.entries = []
    return done
  }

  private get row(): number {
    return this.read + 2
  }

  private heard(): void {
    this.silent = 0
  }

  private limit(): void {
    if (this.entry.size > MAX_ROW) throw longRow(this.row)
    if (this.entry.cells.size > MAX_COLUMNS) throw wideRow(this.row)
  }

  private opened(name: string, href: string | undefined): void {
    this.heard()
    this.open.push(name)
    if (this.open.length > MAX_DEPTH) {
      throw new PairwellError(
        'unreadable_file',
        `The XML nests more than ${MAX_DEPTH} elements. Send a product feed in RSS 2.0 or Atom.`,
        { row: this.row },
      )
    }
    if (this.at >= 0) this.entry.open(name, this.open.length - this.at, href)
    else if (ENTRIES.has(localName(name))) {
      this.at = this.open.length
      this.entry = new Entry()
    }
  }

  private say(text: string): void {
    this.heard()
    if (this.at < 0) return
    this.entry.say(text)
    this.limit()
  }

  private closed(): void {
    this.heard()
    if (this.at === this.open.length) {
      this.entries.push(this.entry.cells)
      this.read += 1
      this.at = -1
    }
    const name = this.open.pop() ?? ''
    if (this.at < 0) return
    this.entry.close(name, this.open.length + 1 - this.at)
    this.limit()
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * One entry while it is parsed. The first of a repeated simple element counts, except that Google's own (`g:id`) takes precedence
 * over the feed's (`id`). Elements with children become JSON, one object each.
 */
class Entry {
  readonly cells: Cells = new Map()
  /** Characters of the entry. */
  size = 0
  private text = ''
  private inner: Map<string, string> | undefined
  private readonly google = new Set<string>()

  open(name: string, depth: number, href: string | undefined): void {
    this.size += name.length
    // Atom writes a link into an attribute.
    this.text = href ?? ''
    if (depth === 1) this.inner = undefined
  }

  say(text: string): void {
    this.size += text.length
    this.text += text
  }

  close(name: string, depth: number): void {
    const local = localName(name)
    if (depth > 1) {
      this.inner ??= new Map()
      if (!this.inner.has(local)) this.inner.set(local, this.text.trim())
    } else if (this.inner) this.addObject(local, this.inner)
    else this.addText(local, name.startsWith('g:'))
    this.text = ''
  }

  private addText(name: string, google: boolean): void {
    const text = this.text.trim()
    const better = google && !this.google.has(name)
    if (text === '' || (this.cells.has(name) && !better)) return
    this.cells.set(name, text)
    if (google) this.google.add(name)
  }

  private addObject(name: string, inner: ReadonlyMap<string, string>): void {
    const before = this.cells.get(name)
    const json = JSON.stringify(Object.fromEntries(inner))
    this.cells.set(name, before?.startsWith('{') ? `${before}\n${json}` : json)
  }
}

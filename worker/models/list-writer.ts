import { createHash, type Hash } from 'node:crypto'
import { listFaults } from '../../engine/gate/structure.ts'
import type { List } from '../../schema/models/lists.ts'
import type { ModelCounts } from '../../schema/models/models.ts'
import { MAX_COMPANIONS } from '../../vocabulary/lists.ts'
import { type SlotLease, type Written, writeLists } from '../store/models/lists.ts'
import type { Store } from '../store/open.ts'
import type { Catalogue } from './catalogue.ts'

/** Fewest lists written in one go: about 200 kB, so that the statement stays short. */
const LISTS_A_WRITE = 60
/** Most portions of one run: D1 answers 1,000 statements to one invocation. */
const MOST_WRITES = 200
/** Below so many a panel hides (engine/rank/rank.ts). */
const FEWEST_SHOWN = 2

const KINDS = ['item', 'category', 'shop'] as const

/** Takes lists in order, checks and hashes each, and writes them in portions. */
export class ListWriter {
  readonly faults = new Set<string>()
  readonly written: Written = { written: 0, deleted: 0 }
  lists = 0
  private readonly hash: Hash = createHash('sha256')
  private ready = 0
  /** Items that have no list of their own, counted by the category whose list serves them. */
  private readonly ofCategory = new Map<string, number>()
  private readonly pooled = new Set<string>()
  private held: List[] = []
  private kind = 0
  private after: string | undefined
  private readonly store: Store
  private readonly slotLease: SlotLease
  private readonly catalogue: Catalogue
  private readonly known: Set<string>

  constructor(store: Store, slotLease: SlotLease, catalogue: Catalogue) {
    this.store = store
    this.slotLease = slotLease
    this.catalogue = catalogue
    this.known = new Set(catalogue.ids)
    for (const category of catalogue.categories) this.countIn(category, 1)
  }

  /** True when it is time to flush. */
  add(list: List): boolean {
    for (const fault of listFaults(list, (id) => this.known.has(id), MAX_COMPANIONS)) this.faults.add(fault)
    this.hash.update(`${JSON.stringify(list)}\n`)
    this.lists += 1
    this.noteReadiness(list)
    this.held.push(list)
    return this.held.length >= Math.max(LISTS_A_WRITE, this.known.size / MOST_WRITES)
  }

  /** SHA-256 over all lists, in hex. Ends the hash. */
  digest(): string {
    return this.hash.digest('hex')
  }

  /** How many items an answer can rest on what for. */
  readiness(): Pick<ModelCounts, 'items_ready' | 'items_pooled' | 'items_fallback'> {
    let items_pooled = 0
    for (const category of this.pooled) items_pooled += this.ofCategory.get(category) ?? 0
    const items_fallback = this.known.size - this.ready - items_pooled
    return { items_ready: this.ready, items_pooled, items_fallback }
  }

  private noteReadiness({ kind, key, companions }: List): void {
    if (companions.length < FEWEST_SHOWN) return
    if (kind === 'category') this.pooled.add(key)
    if (kind !== 'item') return
    this.ready += 1
    this.countIn(this.catalogue.categories[this.catalogue.numberOf(`i:${key}`)] ?? '', -1)
  }

  private countIn(category: string, items: number): void {
    this.ofCategory.set(category, (this.ofCategory.get(category) ?? 0) + items)
  }

  /** Writes what is held; `last` also deletes all that lies behind it in its kind. */
  async flush(last: boolean): Promise<void> {
    while (this.held.length > 0) {
      const kind = KINDS[this.kind] ?? 'shop'
      const rows = this.held.filter((list) => list.kind === kind)
      this.held = this.held.filter((list) => list.kind !== kind)
      const ended = this.held.length > 0
      await this.write(kind, rows, ended || last)
      if (ended) this.nextKind()
    }
  }

  /** Writes the rest and empties the kinds that had no list. */
  async finish(): Promise<void> {
    await this.flush(true)
    for (; this.kind < KINDS.length; this.nextKind()) await this.write(KINDS[this.kind] ?? 'shop', [], true)
  }

  private nextKind(): void {
    this.kind += 1
    this.after = undefined
  }

  private async write(kind: List['kind'], rows: readonly List[], last: boolean): Promise<void> {
    const { written, deleted } = await writeLists(this.store, this.slotLease, kind, rows, this.after, last)
    this.written.written += written
    this.written.deleted += deleted
    this.after = rows.at(-1)?.key ?? this.after
  }
}

import type { StoredEvent } from '../../schema/outcomes/events.ts'
import { MAX_ITEMS } from '../../vocabulary/limits.ts'
import { SOURCES } from '../../vocabulary/panels.ts'
import { isGiven } from '../auth/answer-id.ts'
import type { MasterKeys } from '../auth/master-key.ts'
import { countOf } from './count-events.ts'

/** Why the merchant reads that events did not count. */
export const UNKNOWN = { answer: 'unknown_answer', item: 'unknown_item' } as const

/** Stands for an experiment that has not been started: a view in it is no view outside of experiments either. */
export const UNKNOWN_EXPERIMENT = ''

const isSource = (source: string): boolean => SOURCES.some((one) => one === source)

/** The items that events about panels name: the catalogue must know them. */
export const itemsNamed = (events: readonly StoredEvent[]): string[] => [
  ...new Set(
    events.flatMap((event) =>
      countOf(event) ? [event.seed_item_id ?? '', ...event.items.map(({ item_id }) => item_id)] : [],
    ),
  ),
]

/**
 * Reduces events to what they can truthfully say about answers of ours: anybody can send events, and each distinct item, seed or source
 * would become a row. Events without a panel, such as purchases, stay as they are.
 */
export class KnownEvents {
  /** Events and items that were left out, by reason. */
  readonly refused: Record<string, number> = {}
  private readonly keys: MasterKeys
  private readonly shop_id: string
  private readonly items: ReadonlySet<string>
  private readonly experiments: ReadonlyMap<string, unknown>

  /** @param items known ones among those that the events name */
  constructor(
    keys: MasterKeys,
    shop_id: string,
    items: ReadonlySet<string>,
    experiments: ReadonlyMap<string, unknown>,
  ) {
    this.keys = keys
    this.shop_id = shop_id
    this.items = items
    this.experiments = experiments
  }

  /** The event as far as it is known; undefined if nothing of it is. */
  of(event: StoredEvent): StoredEvent | undefined {
    const { placement, intent = 'complementary', recommendation_id = '', seed_item_id = '' } = event
    if (!countOf(event) || placement === undefined) return event
    if (!isGiven(this.keys, this.shop_id, recommendation_id, { placement, intent })) {
      return this.refuse(UNKNOWN.answer)
    }
    if (seed_item_id !== '' && !this.items.has(seed_item_id)) return this.refuse(UNKNOWN.item)
    const items = event.items.slice(0, MAX_ITEMS).filter(({ item_id }) => this.items.has(item_id))
    if (items.length < event.items.length) this.refuse(UNKNOWN.item)
    if (items.length === 0 && event.items.length > 0) return undefined
    const { experiment_id } = event
    const isUnknown = experiment_id !== undefined && !this.experiments.has(experiment_id)
    return {
      ...event,
      ...(isUnknown && { experiment_id: UNKNOWN_EXPERIMENT }),
      items: items.map(({ source, ...item }) => ({
        ...item,
        ...(source !== undefined && isSource(source) && { source }),
      })),
    }
  }

  private refuse(reason: string): undefined {
    this.refused[reason] = (this.refused[reason] ?? 0) + 1
  }
}

/** Marks the fields of variants among those that a file states. */
export const OF_VARIANT = 'variant.'

/** What a part of a catalogue states. */
export type Stated = {
  /** Fields that any row states, those of variants marked (worker/ingest/import/checks/stated.ts). */
  fields: ReadonlySet<string>
  /** Ids of variants whose availability the file only assumes, by item. */
  assumed: ReadonlyMap<string, ReadonlySet<string>>
}

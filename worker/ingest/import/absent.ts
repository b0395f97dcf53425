import type { Received } from '../../../schema/imports/report.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { readPublished } from '../../store/catalogue/published.ts'
import type { Store } from '../../store/open.ts'
import { columnsOf, lossesOf } from './checks/losses.ts'
import type { Reader } from './reader.ts'

/** Share of the published items that a catalogue may leave out before a confirmation is required. */
const MAX_ABSENT = 0.3
/** Item ids shown in that request. */
const MAX_SHOWN = 10

/** The merchant's options that concern what is missing from the file. */
export type Completeness = { confirm: boolean; dry_run: boolean }

/** What a file that counts as the whole catalogue does not have. */
export type Missing = Required<Pick<Received, 'absent'>> & Pick<Received, 'loses'>

/**
 * Marks published items that a catalogue leaves out as unpublished, with one fragment for each in the buckets. A file counts as
 * the complete catalogue unless the merchant says otherwise. If a refused row could belong to any item, nothing is unpublished.
 * @throws {PairwellError} `confirm_needed` when more than 30 % would be unpublished, or most would lose what no row states
 */
export async function markAbsent(store: Store, reader: Reader, options: Completeness): Promise<Missing> {
  const has = reader.seen.close()
  let published = 0
  let count = 0
  const first: string[] = []
  const gone = (id: string) => {
    count += 1
    if (first.length < MAX_SHOWN) first.push(id)
    if (!reader.unknownItem) reader.buckets.add({ key: id, absent: true })
  }
  for await (const ids of readPublished(store)) {
    published += ids.length
    for (const id of ids) if (!has(id)) gone(id)
  }
  const many = count > MAX_ABSENT * published
  const loses = options.confirm ? [] : await lossesOf(store, reader.stated.all())
  const isAsked = !options.confirm && !options.dry_run
  const unpublishes = many && !reader.unknownItem
  if (isAsked && (unpublishes || loses.length > 0))
    throw confirmNeeded({ published, absent: unpublishes ? count : 0, columns: columnsOf(loses) }, first)
  return {
    absent: { count, kept: reader.unknownItem, confirm_needed: many },
    ...(loses.length > 0 && { loses }),
  }
}

/** What of a file makes it look like a part; `columns` of a plain file, with commas, because they are the same in all languages. */
type ConfirmationFacts = { published: number; absent: number; columns: string }

/** Why a file may be only a part of the catalogue. */
export function reasonToConfirm({ published, absent, columns }: ConfirmationFacts): string {
  const texts: string[] = []
  if (absent > 0) texts.push(`The file leaves out ${absent} of the ${published} published items`)
  if (columns !== '')
    texts.push(`No row of the file states what most of the ${published} published items have (${columns})`)
  return texts.join('. ')
}

function confirmNeeded(facts: ConfirmationFacts, first: readonly string[]): PairwellError {
  const isRight = facts.absent > 0 ? 'If they are no longer sold' : 'If the items are to lose it'
  return new PairwellError(
    'confirm_needed',
    `${reasonToConfirm(facts)}, so nothing was changed. ${isRight}, send the file again with confirm=1; if it contains only a part of the catalogue, with partial=1.`,
    { ...facts, first },
  )
}

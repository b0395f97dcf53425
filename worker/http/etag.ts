import { PairwellError } from '../../vocabulary/errors.ts'

/** Entity tag of a version (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`

/**
 * Checks `If-Match` (RFC 9110, 13.1.1), with which an editor says which version they have read. A weak tag counts too, because
 * caches weaken tags when they compress. Without the header there is no condition.
 * @throws {PairwellError} `changed_meanwhile` when another version is in force
 */
export function checkIfMatch(header: string | undefined, version: number): void {
  if (header === undefined || header.trim() === '*') return
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (tags.includes(etagOf(version))) return
  throw changedMeanwhile({ etag: etagOf(version) })
}

/** The refusal of a change that was made to a version which is no longer in force. */
export const changedMeanwhile = (facts: Record<string, unknown> = {}) =>
  new PairwellError(
    'changed_meanwhile',
    'Somebody else has changed this since you read it, so nothing was written. Read it again, and repeat your change on the new version.',
    facts,
  )

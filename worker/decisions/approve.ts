import type { Actor } from '../../schema/audit.ts'
import type { OfferRow, WrittenOffer } from '../../schema/decisions/offers.ts'
import { PairwellError } from '../../vocabulary/errors.ts'

/** An offer with its author and its approver. */
export type ApprovedOffer = Pick<
  OfferRow,
  'offer' | 'status' | 'author_kind' | 'author_id' | 'approver_kind' | 'approver_id' | 'approved_at'
>

const isApproved = (status: WrittenOffer['status']) => status === 'approved' || status === 'live'

/** What a customer or the accounts could notice; a lever, a note and the status are not part of it. */
const approvable = ({ status: _, lever: __, note: ___, name: ____, ...rest }: WrittenOffer): string =>
  JSON.stringify(rest)

/**
 * The next version of an offer. Whoever sets the status to approved or live approves it; if the contents change at the same time as the
 * status, the change is approved with it. A change of contents alone makes an approved offer a draft again. A regulated offer is
 * approved by somebody else than its author.
 * @throws {PairwellError} `offer_not_approved`
 */
export function nextOffer(
  before: OfferRow | undefined,
  offer: WrittenOffer,
  actor: Actor,
  now: number,
): ApprovedOffer {
  const isChanged = before === undefined || approvable(before.offer) !== approvable(offer)
  const author = isChanged
    ? { author_kind: actor.kind, author_id: actor.id }
    : { author_kind: before.author_kind, author_id: before.author_id }
  const isSameStatus = before !== undefined && before.status === offer.status
  const draft = { approver_kind: null, approver_id: null, approved_at: null }
  if (!isApproved(offer.status)) return { offer, status: offer.status, ...author, ...draft }
  if (isChanged && isSameStatus) {
    return { offer: { ...offer, status: 'draft' }, status: 'draft', ...author, ...draft }
  }
  const isKept = !isChanged && before !== undefined && isApproved(before.status)
  const approver = isKept
    ? {
        approver_kind: before.approver_kind,
        approver_id: before.approver_id,
        approved_at: before.approved_at,
      }
    : { approver_kind: actor.kind, approver_id: actor.id, approved_at: now }
  const isOwn = approver.approver_kind === author.author_kind && approver.approver_id === author.author_id
  if (offer.regulated && isOwn) {
    throw new PairwellError(
      'offer_not_approved',
      'A regulated offer is approved by somebody else than the person who wrote it.',
    )
  }
  return { offer, status: offer.status, ...author, ...approver }
}

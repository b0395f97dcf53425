import type { FiringRow } from '../../schema/triggers/firings.ts'

/** A firing in a response. */
export const firingAsView = ({
  shop_id: _,
  trigger_id: __,
  due_at: ___,
  since: ____,
  created_at: _____,
  ...view
}: FiringRow) => view

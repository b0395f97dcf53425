import { hkdfSync } from 'node:crypto'
import { customerIds } from '../../../worker/auth/customer-id.ts'
import { Identifier } from '../../../worker/ingest/identity/identifier.ts'

/** Returns the identifier of a shop, with the key that version 0.1.0 derived. */
export const anIdentifier = (MASTER_KEY: string, shop_id: string): Identifier =>
  new Identifier(
    new Uint8Array(hkdfSync('sha256', MASTER_KEY, shop_id, 'pairwell customer', 32)),
    customerIds({ MASTER_KEY }, shop_id),
  )
